package disguise

import "unicode/utf8"

// Rot13 turns every ASCII letter by thirteen places. Offsets stay.
func Rot13(s string) string {
	b := []byte(s)
	for i, c := range b {
		b[i] = Rot13Byte(c)
	}
	return string(b)
}

// Rot13Byte turns one.
func Rot13Byte(c byte) byte {
	switch {
	case c >= 'a' && c <= 'z':
		return 'a' + (c-'a'+13)%26
	case c >= 'A' && c <= 'Z':
		return 'A' + (c-'A'+13)%26
	}
	return c
}

// Reverse turns a text back to front, by characters; the byte range [i, j) comes from [len-j, len-i).
func Reverse(s string) string {
	b := make([]byte, len(s))
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			b[len(s)-1-i] = s[i]
			i++
			continue
		}
		_, n := utf8.DecodeRuneInString(s[i:])
		copy(b[len(s)-i-n:], s[i:i+n])
		i += n
	}
	return string(b)
}
