package disguise

// noise says that base64 characters decode to nothing that is looked into: not to
// text, not to UTF-16, not to what is compressed. It judges by the first of them, in
// the order in which promising would read them, and is never wrong where it says so.
// With bare set a deflate stream may begin with any bytes, and nothing is noise.
func noise(s []byte, bare bool) bool {
	if bare {
		return false
	}
	s = s[:min(len(s), sample)]
	most := (len(s)*3/4 + 2) / 10
	bad, zeros, last := 0, 0, byte(0)
	for i := 0; i+4 <= len(s); i += 4 {
		v := uint32(alphabet[s[i]])<<18 | uint32(alphabet[s[i+1]])<<12 | uint32(alphabet[s[i+2]])<<6 | uint32(alphabet[s[i+3]])
		if i == 0 && (v>>16 == 0x1f && v>>8&0xff == 0x8b || v>>16&0x8f == 8 && (v>>8)%31 == 0) {
			return false
		}
		for shift := 16; shift >= 0; shift -= 8 {
			b := byte(v >> shift)
			switch {
			case b >= 0x80:
				if b < 0xc0 && last < 0x80 {
					bad++ // goes on what has not begun
				}
			case last >= 0xc0:
				bad++ // ends what has just begun
				fallthrough
			default:
				if b < ' ' && b != '\n' && b != '\r' && b != '\t' || b == 0x7f {
					bad++
				}
			}
			if b == 0 {
				zeros++
			}
			last = b
		}
		if bad > most && zeros == 0 {
			return true
		}
	}
	return false
}
