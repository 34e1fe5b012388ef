package text

var spanishStops []wordClass

var spanishBoilerplate []wordClass
