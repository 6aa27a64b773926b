package injection

import "strings"

// maxUnseen is how many bytes of a comment or of an element are looked at.
const maxUnseen = 4 << 10

// findUnseen looks at comments and at elements that are not displayed, for
// orders to a model.
func findUnseen(in *inspection) {
	text := in.text
	for at := 0; at < len(text); {
		next := strings.IndexAny(text[at:], "<[")
		if next < 0 {
			return
		}
		at += next
		start, end, after := unseen(text, at)
		if end > start && in.orders(text[start:end]) {
			if strings.HasPrefix(text[at:], "<!--") || text[at] == '[' {
				start, end = at, after
			}
			in.add(start, end)
		}
		at = max(at+1, after)
	}
}

// unseen returns the part of text that the sign at at hides, and where to go
// on: no byte is looked at twice.
func unseen(text string, at int) (start, end, after int) {
	rest := text[at:]
	switch {
	case strings.HasPrefix(rest, "<!--"):
		return closing(text, at+4, "-->")
	case strings.HasPrefix(rest, "[//]: #"), strings.HasPrefix(rest, "[comment]:"):
		return closing(text, at+7, "\n")
	case rest[0] != '<' || len(rest) < 2 || !asciiLetter(rest[1]):
		return 0, 0, at + 1
	}
	tag := strings.IndexByte(rest[:min(len(rest), 1024)], '>')
	if tag < 0 {
		return 0, 0, at + 1
	}
	if !invisibleTag(rest[:tag]) {
		return 0, 0, at + tag + 1
	}
	start = at + tag + 1
	name := 1
	for name < len(rest) && asciiLetter(rest[name]) {
		name++
	}
	return closing(text, start, "</"+rest[1:name])
}

func closing(text string, start int, mark string) (int, int, int) {
	part := text[min(start, len(text)):min(len(text), start+maxUnseen)]
	if i := strings.Index(part, mark); i >= 0 {
		return start, start + i, start + i + len(mark)
	}
	return start, start + len(part), start + len(part)
}

func asciiLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// invisibleTag says whether an opening tag says that its element is not to be
// seen. Layouts hide elements with it too: what counts is what they say.
func invisibleTag(tag string) bool {
	if strings.IndexByte(tag, ' ') < 0 {
		return strings.EqualFold(tag, "<template") || strings.EqualFold(tag, "<noscript")
	}
	var buf [1024]byte
	n := 0
	for i := 0; i < len(tag) && n < len(buf); i++ {
		switch c := tag[i]; {
		case c == ' ' || c == '"' || c == '\'' || c == '\\':
			if n > 0 && buf[n-1] != ' ' && c == ' ' && (i+1 >= len(tag) || asciiLetter(tag[i+1])) && tag[i-1] != ':' {
				buf[n] = ' '
				n++
			}
		case c >= 'A' && c <= 'Z':
			buf[n] = c + 'a' - 'A'
			n++
		default:
			buf[n] = c
			n++
		}
	}
	s := string(buf[:n])
	for _, sign := range []string{"display:none", "visibility:hidden", "font-size:0", "font-size:1px", "opacity:0", "color:white", "color:#fff", "color=#fff", "color=white",
		"color:transparent", "text-indent:-", "left:-9", "top:-9", "height:0", "width:0", "color:rgba(0,0,0,0)", "color:rgb(255", "clip:rect(0", " hidden", "aria-hidden=true", "type=hidden"} {
		if strings.Contains(s, sign) {
			return true
		}
	}
	return false
}
