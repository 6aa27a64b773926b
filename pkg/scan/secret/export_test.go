package secret

// Sealed is for the tests outside.
var Sealed = sealed
