package text

var swedishStops []wordClass
