package disguise

import (
	"bytes"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// decoder turns encoded characters into child texts. Only what looks like text comes out, so that hashes, identifiers
// and pictures cost no further step.
type decoder struct {
	raw   []byte
	back  []byte
	spent int // unpacked bytes so far
	unpacker
}

// sample is how many encoded characters tell whether the rest is worth decoding.
const sample = 32

// token decodes one encoded stretch that ends at source offset at, in every reading that gives text. Base64 is read
// from each of its first four characters, for what stands before it may be of its alphabet. Deflate without a header is not looked for in values of the size of a
// digest, nor in words.
func (d *decoder) token(s []byte, at int, found func(k Kind, child string, bomb bool)) {
	try := func(k Kind, bare bool) bool {
		child, bomb, ok := d.child(d.raw, at, bare)
		if ok {
			found(k, child, bomb)
		}
		return ok
	}
	hex := isHex(s)
	if hex {
		d.raw = appendHex(d.raw[:0], s)
		try(Hex, false)
	}
	if d.base32(s) {
		try(Base32, false)
	}
	letters, digits := diverse(s)
	if !letters {
		return
	}
	size := len(s) * 3 / 4
	digest := size <= 64 && size%16 == 0 || size == 20 || !digits
	for skip := range 4 {
		bare := skip == 0 && !digest
		if noise(s[skip:], bare) {
			continue
		}
		d.raw = appendBase64(d.raw[:0], s[skip:min(len(s), skip+sample)])
		if promising(d.raw, bare) {
			d.raw = appendBase64(d.raw[:0], s[skip:])
			if try(Base64, bare) {
				return
			}
		}
	}
	for skip := range 4 {
		tail := s[:len(s)-skip]
		d.back = appendReversed(d.back[:0], tail[max(0, len(tail)-sample):])
		if noise(d.back, false) {
			continue
		}
		d.raw = appendBase64(d.raw[:0], d.back)
		if promising(d.raw, false) {
			d.back = appendReversed(d.back[:0], tail)
			d.raw = appendBase64(d.raw[:0], d.back)
			if try(Reversed, false) {
				return
			}
		}
	}
}

// diverse says that letters of both cases stand in s, as in all base64 of this length, and that digits do too, as in
// compressed data. Two kinds of base64 may be without one case: of characters of three bytes from one block, as
// fullwidth letters, where each fourth character is the same, and of UTF-16, where the zero bytes show.
func diverse(s []byte) (letters, digits bool) {
	var upper, lower, digit bool
	for _, b := range s[:min(len(s), sample)] {
		upper = upper || b >= 'A' && b <= 'Z'
		lower = lower || b >= 'a' && b <= 'z'
		digit = digit || b >= '0' && b <= '9'
	}
	return upper && lower || oneCase(s) && (upper || lower), digit
}

// oneCase says that a stretch is of one of these two kinds, which may be without one case.
func oneCase(s []byte) bool {
	return s[0] == s[4] && s[4] == s[8] && s[8] == s[12] || len(s) >= minToken && s[4] == 'A' && s[7] == 'A' && s[12] == 'A' && s[15] == 'A'
}

// child turns decoded bytes into a text, unpacking them where they are compressed; bare allows for deflate without a
// header.
func (d *decoder) child(b []byte, at int, bare bool) (text string, bomb, ok bool) {
	if k := packed(b, bare); k != 0 {
		if text, bomb, ok = d.unpack(k, b, at); ok {
			return text, bomb, true
		}
	}
	if order := wide(b); order != 0 {
		return narrow(b, order), false, true
	}
	if looksText(b) {
		return string(b), false, true
	}
	return "", false, false
}

// promising judges a sample: text, UTF-16 or compressed data.
func promising(b []byte, bare bool) bool { return packed(b, bare) != 0 || wide(b) != 0 || looksText(b) }

// looksText says that nine bytes in ten are printable ASCII, white space or well-formed UTF-8.
func looksText(b []byte) bool {
	if len(b) < 6 {
		return false
	}
	bad, most := 0, len(b)/10
	for i := 0; i < len(b); {
		c := b[i]
		if c < utf8.RuneSelf {
			if c < ' ' && c != '\n' && c != '\r' && c != '\t' || c == 0x7f {
				bad++
			}
			i++
		} else {
			r, n := utf8.DecodeRune(b[i:])
			if r == utf8.RuneError && n == 1 && utf8.FullRune(b[i:]) {
				bad++
			}
			i += n
		}
		if bad > most {
			return false
		}
	}
	return true
}

// wide says that b is UTF-16 with mostly ASCII in it: 1 for the low byte first, 2 for the high byte first.
func wide(b []byte) int {
	n := min(len(b), sample) &^ 1
	if n < 12 {
		return 0
	}
	var zero [2]int
	for i := range n {
		if b[i] == 0 {
			zero[i&1]++
		}
	}
	switch most := n / 2 * 8 / 10; {
	case zero[1] >= most && zero[0] == 0:
		return 1
	case zero[0] >= most && zero[1] == 0:
		return 2
	}
	return 0
}

func narrow(b []byte, order int) string {
	units := make([]uint16, 0, len(b)/2)
	for i := 0; i+1 < len(b); i += 2 {
		if order == 1 {
			units = append(units, uint16(b[i])|uint16(b[i+1])<<8)
		} else {
			units = append(units, uint16(b[i+1])|uint16(b[i])<<8)
		}
	}
	return strings.TrimPrefix(string(utf16.Decode(units)), "\ufeff")
}

func isHex[T string | []byte](s T) bool {
	for i := range len(s) {
		if hexValue(s[i]) < 0 {
			return false
		}
	}
	return true
}

func appendHex(to, s []byte) []byte {
	for i := 0; i+1 < len(s); i += 2 {
		to = append(to, byte(hexValue(s[i])<<4|hexValue(s[i+1])))
	}
	return to
}

// appendBase64 decodes without padding; a character left over is let go.
func appendBase64(to, s []byte) []byte {
	i := 0
	for ; i+4 <= len(s); i += 4 {
		v := uint32(alphabet[s[i]])<<18 | uint32(alphabet[s[i+1]])<<12 | uint32(alphabet[s[i+2]])<<6 | uint32(alphabet[s[i+3]])
		to = append(to, byte(v>>16), byte(v>>8), byte(v))
	}
	switch len(s) - i {
	case 2:
		to = append(to, byte(alphabet[s[i]]<<2|alphabet[s[i+1]]>>4))
	case 3:
		v := uint32(alphabet[s[i]])<<12 | uint32(alphabet[s[i+1]])<<6 | uint32(alphabet[s[i+2]])
		to = append(to, byte(v>>10), byte(v>>2))
	}
	return to
}

func appendReversed(to, s []byte) []byte {
	for i := len(s) - 1; i >= 0; i-- {
		to = append(to, s[i])
	}
	return to
}

// base32 decodes s into d.raw where it is one in upper or in lower case.
func (d *decoder) base32(s []byte) bool {
	low := s[0]&0x20 != 0 && s[0] >= 'a'
	d.raw = d.raw[:0]
	v, bits := uint32(0), 0
	for i := range len(s) {
		c := s[i]
		switch {
		case !low && c >= 'A' && c <= 'Z':
			c -= 'A'
		case low && c >= 'a' && c <= 'z':
			c -= 'a'
		case c >= '2' && c <= '7':
			c -= '2' - 26
		default:
			return false
		}
		v = v<<5 | uint32(c)
		if bits += 5; bits >= 8 {
			bits -= 8
			d.raw = append(d.raw, byte(v>>bits))
		}
	}
	return true
}

// alphabet holds the values of base64 and base64url together (RFC 4648, 4 and 5), -1 for other bytes.
var alphabet = func() (t [256]int16) {
	for b := range t {
		t[b] = int16(bytes.IndexByte([]byte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"), byte(b)))
	}
	t['-'], t['_'] = 62, 63
	return t
}()
