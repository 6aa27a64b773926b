package scan

import "strings"

// Class is a set of bytes. The nil class is empty.
type Class struct {
	has  [256]bool
	spec string
}

// bytesOf makes a class of ranges as in a regexp's brackets: "A-Za-z0-9_-".
func bytesOf(spec string) *Class {
	c := &Class{spec: spec}
	for i := 0; i < len(spec); i++ {
		if i+2 < len(spec) && spec[i+1] == '-' {
			for b := int(spec[i]); b <= int(spec[i+2]); b++ {
				c.has[b] = true
			}
			i += 2
			continue
		}
		c.has[spec[i]] = true
	}
	return c
}

// String returns the ranges that the class was made of.
func (c *Class) String() string {
	if c == nil {
		return ""
	}
	return c.spec
}

func (c *Class) before(text string, at int) bool {
	return c != nil && at > 0 && c.has[text[at-1]]
}

func (c *Class) after(text string, at int) bool {
	return c != nil && at < len(text) && c.has[text[at]]
}

// run returns the end of the longest run of the class that starts at from,
// and is no longer than most.
func (c *Class) run(text string, from, most int) int {
	end := min(len(text), from+most)
	for from < end && c.has[text[from]] {
		from++
	}
	return from
}

func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
func isLower(c byte) bool  { return 'a' <= c && c <= 'z' }
func isUpper(c byte) bool  { return 'A' <= c && c <= 'Z' }
func isLetter(c byte) bool { return isLower(c | 0x20) }
func isAlnum(c byte) bool  { return isDigit(c) || isLetter(c) }
func isHex(c byte) bool    { return isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'f' }
func isBlank(c byte) bool  { return c == ' ' || c == '\t' }
func isSpace(c byte) bool  { return c == ' ' || '\t' <= c && c <= '\r' }

func lower(c byte) byte {
	if isUpper(c) {
		return c | 0x20
	}
	return c
}

// ci writes a pattern that matches an ASCII text in any case.
func ci(s string) string {
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; {
		case isLetter(c):
			b.WriteString("[" + string(c|0x20) + string(c&^0x20) + "]")
		case isAlnum(c) || c == '_' || c == '-' || c == ' ' || c == ':' || c == '=' || c == '/':
			b.WriteByte(c)
		default:
			b.WriteString(`\` + string(c))
		}
	}
	return b.String()
}

// eitherCI is an alternation of ci for each word.
func eitherCI(words ...string) string {
	for i, w := range words {
		words[i] = ci(w)
	}
	return "(?:" + strings.Join(words, "|") + ")"
}
