package text

var russianStops []wordClass
