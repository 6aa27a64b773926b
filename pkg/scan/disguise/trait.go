package disguise

// trait is what a character of an encoded stretch says of the whole. 0 is of none: it
// stands in no alphabet.
type trait uint8

const (
	traitUpper trait = 1 << iota
	traitLower
	traitDigit
	traitNoHex
	traitNoBase32Upper
	traitNoBase32Lower
)

// worth says whether a stretch with these traits may be encoded: where it may not, the
// decoder gives nothing.
func (t trait) worth(s []byte) bool {
	const both = traitUpper | traitLower
	return t&both == both || t&traitNoHex == 0 || t&traitNoBase32Upper == 0 || t&traitNoBase32Lower == 0 || oneCase(s)
}

// traits are those of each byte of the base64 and base64url alphabets, which hold those
// of hex and base32.
var traits = func() (t [256]trait) {
	for b := range t {
		if alphabet[b] < 0 {
			continue
		}
		c, all := byte(b), traitNoHex|traitNoBase32Upper|traitNoBase32Lower
		switch {
		case c >= 'A' && c <= 'Z':
			all = all&^traitNoBase32Upper | traitUpper
		case c >= 'a' && c <= 'z':
			all = all&^traitNoBase32Lower | traitLower
		case c >= '2' && c <= '7':
			all = all&^(traitNoBase32Upper|traitNoBase32Lower) | traitDigit
		case c >= '0' && c <= '9':
			all |= traitDigit
		}
		if hexValue(c) >= 0 {
			all &^= traitNoHex
		}
		t[b] = all
	}
	return t
}()
