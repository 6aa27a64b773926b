package sanitize

import "strings"

// maxPlaceholder bounds a placeholder, in bytes.
const maxPlaceholder = 160

// placeholderAt returns the length of the placeholder of known that text begins with, or 0.
func placeholderAt(text string, known func(string) bool) int {
	if text == "" || text[0] != '<' {
		return 0
	}
	n := strings.IndexByte(cut(text, maxPlaceholder), '>') + 1
	if n > 0 && known(text[:n]) {
		return n
	}
	return 0
}

// standsFor says whether a candidate found nothing but placeholders that are there already, as
// in "password: <SECRET>".
func (r *run) standsFor(f *findings, c *candidate) bool {
	known := func(s string) bool {
		_, restores := r.result.Restore[s]
		return restores || r.marks[s]
	}
	for _, s := range c.spans {
		text := f.leaves[s.leaf].text
		i := max(s.start-maxPlaceholder, 0)
		if len(r.made.texts) == 0 {
			i += max(strings.LastIndexByte(text[i:s.start+1], '<'), 0)
		}
		for i < s.end {
			n := max(placeholderAt(text[i:], known), r.made.at(text[i:]))
			switch {
			case n > 0:
				i += n
				continue
			case i >= s.start && wordByte(text[i]):
				return false
			}
			i++
		}
	}
	return true
}

func wordByte(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z' || c >= 0x80
}
