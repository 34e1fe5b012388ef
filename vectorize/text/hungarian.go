package text

var hungarianStops []wordClass
