package disguise

// percent reads %41 (RFC 3986) and %u0041 (the old escape function of JavaScript).
func percent(s string, final bool) place {
	if len(s) < 2 {
		return short(final)
	}
	if s[1] == 'u' {
		v, n := hexDigits(s[2:], 4)
		if n < 4 {
			return unfinished(n+2 == len(s), final)
		}
		return scalar(v, 6)
	}
	return hexByte(s[1:], 1, final)
}

// Quoted-printable (RFC 2045, 6.7) shares its mark with every assignment, so =XX is decoded only where the digits are
// upper case and one of these holds: it stands for "=", a space or a line break, which text must encode; another =XX
// follows behind at most quotedSpan token characters; one was decoded at most quotedNear bytes before. A soft line
// break is taken out between two token characters.
const (
	quotedNear = 76
	quotedSpan = 32
)

func printable(s string, final bool, last byte, near bool) place {
	if len(s) < 2 {
		return short(final)
	}
	if s[1] == '\n' || s[1] == '\r' {
		return softBreak(s, final, last)
	}
	if !upperHex(s[1]) {
		return kept(1)
	}
	if len(s) < 3 {
		return short(final)
	}
	if !upperHex(s[2]) {
		return kept(1)
	}
	b := byte(hexValue(s[1])<<4 | hexValue(s[2]))
	if near || b == '=' || b == ' ' || b == '\n' || b == '\r' {
		return asByte(b, 3)
	}
	i := 3
	for i < len(s) && i <= 3+quotedSpan && tokenByte[s[i]] {
		i++
	}
	for n := range 3 {
		if i+n == len(s) {
			return short(final)
		}
		if n == 0 && s[i] != '=' || n > 0 && !upperHex(s[i+n]) {
			return kept(1)
		}
	}
	return asByte(b, 3)
}

func softBreak(s string, final bool, last byte) place {
	n := 2
	if s[1] == '\r' {
		if len(s) < 3 {
			return short(final)
		}
		if s[2] != '\n' {
			return kept(1)
		}
		n = 3
	}
	if len(s) == n {
		return short(final)
	}
	if !tokenByte[last] || !tokenByte[s[n]] {
		return kept(1)
	}
	return dropped(n)
}

func upperHex(b byte) bool { return b >= '0' && b <= '9' || b >= 'A' && b <= 'F' }

// tokenByte marks the bytes that keys and tokens are made of, "=" left out.
var tokenByte = func() (t [256]bool) {
	for b := range t {
		t[b] = asciiAlnum(byte(b)) || b == '_' || b == '-' || b == '+' || b == '/' || b == '.'
	}
	return t
}()

func asciiAlnum(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
}
