package scan

import "strings"

// Replace returns text with every finding replaced by what with says for it,
// called in order of Start. The findings must be of this text, sorted and not
// overlapping, as Scan returns them; one that does not fit is left alone.
func Replace(text string, f []Finding, with func(Finding) string) string {
	if len(f) == 0 {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	done := 0
	for _, x := range f {
		if x.Start < done || x.End < x.Start || x.End > len(text) {
			continue
		}
		b.WriteString(text[done:x.Start])
		b.WriteString(with(x))
		done = x.End
	}
	b.WriteString(text[done:])
	return b.String()
}
