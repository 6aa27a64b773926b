package disguise

import "unicode/utf8"

// Rot13 turns every ASCII letter by thirteen places. Offsets stay.
func Rot13(s string) string {
	b := []byte(s)
	for i, c := range b {
		switch {
		case c >= 'a' && c <= 'z':
			b[i] = 'a' + (c-'a'+13)%26
		case c >= 'A' && c <= 'Z':
			b[i] = 'A' + (c-'A'+13)%26
		}
	}
	return string(b)
}

// Reverse turns a text back to front, by characters; the byte range [i, j) comes from [len-j, len-i).
func Reverse(s string) string {
	b := make([]byte, len(s))
	for i := 0; i < len(s); {
		_, n := utf8.DecodeRuneInString(s[i:])
		copy(b[len(s)-i-n:], s[i:i+n])
		i += n
	}
	return string(b)
}
