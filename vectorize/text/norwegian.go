package text

var norwegianStops []wordClass
