package personal

// For the tests outside.
var (
	IBANLength = ibanLength
	Mod97      = mod97
)
