package injection

import (
	"encoding/base64"
	"encoding/hex"
	"strings"
)

// isRun says which bytes may stand in base64 of either alphabet.
func isRun(c byte) bool {
	return asciiLetter(c) || c >= '0' && c <= '9' || c == '+' || c == '/' || c == '-' || c == '_'
}

// findRuns decodes runs of base64 and hexadecimal digits.
func findRuns(in *inspection) {
	text := in.text
	for at := 0; at < len(text); {
		if !isRun(text[at]) {
			at++
			continue
		}
		start := at
		end, after := endOfRun(text, at)
		at = after
		if end-start < minBase64 {
			continue
		}
		if in.runSpeaks(text[start:end]) || in.from == Untrusted && end-start >= minLong && mixed(text[start:start+minLong]) && !knownFile(text, start, end) {
			for after = end; after < len(text) && text[after] == '=' && after < end+2; {
				after++
			}
			in.add(start, after)
		}
	}
}

// endOfRun returns where a run ends, line breaks between full lines counted in.
func endOfRun(text string, at int) (end, after int) {
	line := at
	for {
		for at < len(text) && isRun(text[at]) {
			at++
		}
		next := at
		switch {
		case strings.HasPrefix(text[at:], "\r\n"):
			next = at + 2
		case strings.HasPrefix(text[at:], "\n"):
			next = at + 1
		}
		if next == at || at-line < 48 || next == len(text) || !isRun(text[next]) {
			return at, at
		}
		at, line = next, next
	}
}

// runSpeaks decodes a run, a piece of maxRun bytes after the other; pieces
// overlap, so that no phrase is cut in all of them.
func (in *inspection) runSpeaks(run string) bool {
	compact := make([]byte, 0, min(len(run), maxRun*4/3+4))
	hexadecimal := true
	for i := range len(run) {
		c := run[i]
		switch c {
		case '\r', '\n':
			continue
		case '-':
			c = '+'
		case '_':
			c = '/'
		}
		hexadecimal = hexadecimal && (c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f')
		if compact = append(compact, c); len(compact) < maxRun*4/3&^3 {
			continue
		}
		if in.pieceSpeaks(compact, hexadecimal) {
			return true
		}
		compact = append(compact[:0], compact[len(compact)-seam:]...)
	}
	return in.pieceSpeaks(compact, hexadecimal)
}

func (in *inspection) pieceSpeaks(digits []byte, hexadecimal bool) bool {
	if hexadecimal {
		if len(digits) < minHex {
			return false
		}
		plain := make([]byte, len(digits)/2)
		_, err := hex.Decode(plain, digits[:len(digits)&^1])
		return err == nil && in.decoded(plain)
	}
	if len(digits)%4 == 1 {
		digits = digits[:len(digits)-1]
	}
	plain := make([]byte, base64.RawStdEncoding.DecodedLen(len(digits)))
	n, err := base64.RawStdEncoding.Decode(plain, digits)
	return err == nil && in.decoded(plain[:n])
}

// mixed says whether a run has letters of both cases and digits, as base64 has
// and a number or a hash has not.
func mixed(run string) bool {
	var upper, lower, digits bool
	for i := range len(run) {
		c := run[i]
		upper = upper || c >= 'A' && c <= 'Z'
		lower = lower || c >= 'a' && c <= 'z'
		digits = digits || c >= '0' && c <= '9'
	}
	return upper && lower && digits
}

// knownFile says whether a long run is a file of a known format, a data URI or
// a PEM block, by how it begins and what stands before it.
func knownFile(text string, start, end int) bool {
	before := text[max(0, start-80):start]
	if strings.Contains(before, "-----BEGIN") || strings.Contains(before, "base64,") ||
		strings.HasSuffix(before, ".") && strings.Contains(before, "eyJ") { // a JWT's signature
		return true
	}
	for _, magic := range [...]string{"MII", "iVBORw0KGgo", "/9j/", "R0lGOD", "UEsDB", "JVBERi", "H4sI", "d09G", "T2dnU", "SUQz", "UklGR", "AAAA", "AGFzbQ", "AAEAAA", "Qk0", "PHN2Zy", "PD94bWw",
		"ssh-", "LS0tLS1CRUdJTi"} {
		if strings.HasPrefix(text[start:end], magic) {
			return true
		}
	}
	return false
}
