package atrest

import (
	"bytes"
	"cmp"
	"slices"
)

// Needle is a text to look for, in each of its forms. Make it with NewNeedle.
type Needle struct {
	Name   string
	forms  []form
	digits string // set where the text is a number that people write with separators
}

type form struct {
	name string
	text []byte
}

// Hit is a needle that was found. It does not hold the text.
type Hit struct {
	Needle, Form string
	At           int // byte offset
}

// NewNeedle makes a needle of text. It panics on one under six bytes: shorter ones
// are found by chance.
func NewNeedle(name, text string) Needle {
	if len(text) < 6 {
		panic("atrest: a needle must have at least six bytes")
	}
	n := Needle{Name: name, forms: forms(text)}
	if d := onlyDigits(text); len(d) >= 12 {
		n.digits = d
		for _, sep := range []string{"", " ", "-"} {
			if v := group(d, sep); v != text {
				n.forms = append(n.forms, forms(v)...)
			}
		}
	}
	return n
}

// Search returns the first hit of every needle in every form, by offset.
func Search(data []byte, needles []Needle) []Hit {
	var hits []Hit
	for _, n := range needles {
		for _, f := range n.forms {
			if at := bytes.Index(data, f.text); at >= 0 {
				hits = append(hits, Hit{n.Name, f.name, at})
			}
		}
		if n.digits != "" {
			if at := separated(data, n.digits); at >= 0 {
				hits = append(hits, Hit{n.Name, "digits", at})
			}
		}
	}
	slices.SortFunc(hits, func(a, b Hit) int { return cmp.Compare(a.At, b.At) })
	return hits
}

// maxGap is how many bytes may stand between two digits of a number.
const maxGap = 3

// separated finds digits with anything that is no letter and no digit between them.
func separated(data []byte, digits string) int {
	for from := 0; ; {
		i := bytes.IndexByte(data[from:], digits[0])
		if i < 0 {
			return -1
		}
		from += i + 1
		if follows(data[from:], digits[1:]) {
			return from - 1
		}
	}
}

func follows(rest []byte, digits string) bool {
	for i := range len(digits) {
		gap := 0
		for gap < len(rest) && gap < maxGap && !alphanumeric(rest[gap]) {
			gap++
		}
		if gap == len(rest) || rest[gap] != digits[i] {
			return false
		}
		rest = rest[gap+1:]
	}
	return true
}

func alphanumeric(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// onlyDigits is text without separators, or "" if it is no number.
func onlyDigits(text string) string {
	var out []byte
	for _, c := range []byte(text) {
		switch {
		case c >= '0' && c <= '9':
			out = append(out, c)
		case alphanumeric(c):
			return ""
		}
	}
	return string(out)
}

// group writes a number in groups of four.
func group(digits, sep string) string {
	var out []byte
	for i := range len(digits) {
		if i > 0 && i%4 == 0 {
			out = append(out, sep...)
		}
		out = append(out, digits[i])
	}
	return string(out)
}
