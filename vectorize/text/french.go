package text

var frenchStops []wordClass

var frenchBoilerplate []wordClass
var frenchElisions = []string{"l'"}
