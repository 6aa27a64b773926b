package rule

import "strings"

// Class is a set of bytes. The nil class is empty.
type Class struct {
	has  [256]bool
	spec string
}

// Bytes makes a class of ranges as in a regexp's brackets: "A-Za-z0-9_-".
func Bytes(spec string) *Class {
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

// AllBut makes a class of the bytes that are not in such ranges.
func AllBut(spec string) *Class {
	c := Bytes(spec)
	for b := range c.has {
		c.has[b] = !c.has[b]
	}
	c.spec = "^" + spec
	return c
}

// String returns the ranges that the class was made of.
func (c *Class) String() string {
	if c == nil {
		return ""
	}
	return c.spec
}

// Has says whether a byte is in the class.
func (c *Class) Has(b byte) bool { return c != nil && c.has[b] }

// Add puts a byte into a class that is being made.
func (c *Class) Add(b byte) { c.has[b] = true }

// Before says whether a byte of the class stands before at.
func (c *Class) Before(text string, at int) bool {
	return c != nil && at > 0 && c.Has(text[at-1])
}

// After says whether a byte of the class stands at at.
func (c *Class) After(text string, at int) bool {
	return c != nil && at < len(text) && c.Has(text[at])
}

// Run returns the end of the longest run of the class that starts at from,
// and is no longer than most.
func (c *Class) Run(text string, from, most int) int {
	end := min(len(text), from+most)
	for from < end && c.has[text[from]] {
		from++
	}
	return from
}

// What an ASCII byte is.
func IsDigit(c byte) bool  { return '0' <= c && c <= '9' }
func IsLower(c byte) bool  { return 'a' <= c && c <= 'z' }
func IsUpper(c byte) bool  { return 'A' <= c && c <= 'Z' }
func IsLetter(c byte) bool { return IsLower(c | 0x20) }
func IsAlnum(c byte) bool  { return IsDigit(c) || IsLetter(c) }
func IsHex(c byte) bool    { return IsDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'f' }
func IsBlank(c byte) bool  { return c == ' ' || c == '\t' }
func IsSpace(c byte) bool  { return c == ' ' || '\t' <= c && c <= '\r' }

// Lower folds an ASCII letter.
func Lower(c byte) byte {
	if IsUpper(c) {
		return c | 0x20
	}
	return c
}

// CI writes a pattern that matches an ASCII text in any case.
func CI(s string) string {
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; {
		case IsLetter(c):
			b.WriteString("[" + string(c|0x20) + string(c&^0x20) + "]")
		case IsAlnum(c) || c == '_' || c == '-' || c == ' ' || c == ':' || c == '=' || c == '/':
			b.WriteByte(c)
		default:
			b.WriteString(`\` + string(c))
		}
	}
	return b.String()
}

// EitherCI is an alternation of CI for each word.
func EitherCI(words ...string) string {
	for i, w := range words {
		words[i] = CI(w)
	}
	return "(?:" + strings.Join(words, "|") + ")"
}
