package injection

import "strings"

// use is how an address stands in a text.
type use uint8

const (
	bare use = iota
	anchor
	image // fetched without a click
	reference
)

// link is an address in a text.
type link struct {
	start, end int
	use        use
}

func (l link) address(text string) string { return text[l.start:l.end] }

const maxLink = 4 << 10

// nextLink finds the next address that begins at or after at: a scheme and //,
// or // where Markdown or HTML has an address.
func nextLink(text string, at int) (link, bool) {
	for from := at; ; {
		slashes := strings.Index(text[from:], "//")
		if slashes < 0 {
			return link{}, false
		}
		slashes += from
		start := slashes
		if start > at && text[start-1] == ':' {
			start--
			for start > at && slashes-start < 12 && asciiLetter(text[start-1]) {
				start--
			}
		}
		if start == slashes && (start == 0 || strings.IndexByte(`("'<=`, text[start-1]) < 0) {
			from = slashes + 2
			continue
		}
		l := link{start: start, use: useOf(text, start)}
		l.end = endOfLink(text, slashes+2, l)
		return l, true
	}
}

// useOf reads what stands before an address.
func useOf(text string, start int) use {
	before := strings.TrimRight(text[max(0, start-300):start], " <")
	switch {
	case strings.HasSuffix(before, "]("):
		label := strings.LastIndexByte(before, '[')
		if label > 0 && before[label-1] == '!' {
			return image
		}
		return anchor
	case strings.HasSuffix(before, "]:"):
		return reference
	case strings.HasSuffix(strings.TrimRight(before, `"'`), "url("):
		return image
	}
	before = strings.TrimRight(before, `"'\ `)
	switch {
	case hasSuffixFold(before, "src="), hasSuffixFold(before, "srcset="), hasSuffixFold(before, "background="), hasSuffixFold(before, "poster="):
		return image
	case hasSuffixFold(before, "href="), hasSuffixFold(before, "action="):
		return anchor
	}
	return bare
}

func hasSuffixFold(text, suffix string) bool {
	return len(text) >= len(suffix) && strings.EqualFold(text[len(text)-len(suffix):], suffix)
}

// endOfLink returns where an address ends. A placeholder in brackets may have
// blanks in it.
func endOfLink(text string, at int, l link) int {
	limit := min(len(text), at+maxLink)
	depth := 0
	for at < limit {
		switch c := text[at]; c {
		case ' ', '\n', '\t', '\r', '"', '\'', '`', '>', '\\':
			return at
		case '(':
			depth++
		case ')':
			if depth--; depth < 0 {
				return at
			}
		case '<', '[', '{':
			n := placeholderSize(text[at:limit])
			if n == 0 && c == '<' {
				return at
			}
			at += max(0, n-1)
		}
		at++
	}
	return at
}

// placeholderSize returns the length of a placeholder in brackets at the start
// of text, or 0.
func placeholderSize(text string) int {
	closer := map[byte]byte{'<': '>', '[': ']', '{': '}'}[text[0]]
	for i := 1; i < len(text) && i < 64; i++ {
		c := text[i]
		switch {
		case c == closer:
			if closer == '}' && i+1 < len(text) && text[i+1] == '}' {
				i++
			}
			if i < 3 {
				return 0
			}
			return i + 1
		case !asciiLetter(c) && (c < '0' || c > '9') && strings.IndexByte(" _-.'{$/,:", c) < 0:
			return 0
		case c == '/' && i == 1:
			return 0 // a closing tag
		}
	}
	return 0
}

// referencesImages says whether an image takes its address from a reference.
func referencesImages(text string) bool {
	for at := 0; ; {
		i := strings.Index(text[at:], "![")
		if i < 0 {
			return false
		}
		at += i + 2
		label := text[at:min(len(text), at+256)]
		if end := strings.IndexByte(label, ']'); end >= 0 && (end+1 == len(label) || label[end+1] != '(') {
			return true
		}
	}
}
