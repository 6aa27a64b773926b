package sanitize

import "strings"

// bareStart returns how URLs begin whose first byte, in lower case, is c. "//" follows every
// scheme, or none.
func bareStart(c byte) string {
	switch c {
	case '/':
		return "//"
	case '\\':
		return `\\`
	case 'w':
		return "www."
	case 'm':
		return "mailto:"
	}
	return ""
}

// attributes returns the attributes of HTML whose values a browser fetches or follows, and whose
// first byte, in lower case, is c.
func attributes(c byte) []string {
	switch c {
	case 'a':
		return []string{"action"}
	case 'b':
		return []string{"background"}
	case 'c':
		return []string{"content", "cite"}
	case 'd':
		return []string{"data"}
	case 'f':
		return []string{"formaction"}
	case 'h':
		return []string{"href"}
	case 'p':
		return []string{"poster", "ping"}
	case 's':
		return []string{"srcset", "src", "style"}
	}
	return nil
}

// urlLength returns the length of the URL that begins at text[i], with what leads to it, or 0:
// "//" or "www." and what follows, the target of a Markdown link or reference, the value of an
// HTML attribute that holds one, and CSS's url(). It ends at white space or a closing bracket,
// one that is quoted or in pointed brackets at their end. Placeholders inside, for which known
// is true, are part of it whatever characters they have.
func urlLength(text string, i int, known func(string) bool) int {
	c := text[i]
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	if p := bareStart(c); p != "" && hasFold(text[i:], p) {
		if opened(text, i) {
			return until(text, i, ">\n", known)
		}
		return bare(text, i, known)
	}
	switch {
	case c == ']' && i+1 < len(text) && (text[i+1] == '(' || text[i+1] == ':'):
		return target(text, i, known)
	case c == 'u' && hasFold(text[i:], "url("):
		return quoted(text, i, i+len("url("), known)
	}
	for _, p := range attributes(c) {
		if !hasFold(text[i:], p) {
			continue
		}
		if at := blanks(text, i+len(p)); at < len(text) && text[at] == '=' {
			return quoted(text, i, at+1, known)
		}
	}
	return 0
}

func hasFold(text, prefix string) bool {
	return len(text) >= len(prefix) && strings.EqualFold(text[:len(prefix)], prefix)
}

func blanks(text string, i int) int {
	for i < len(text) && strings.IndexByte(" \t\r\n", text[i]) >= 0 {
		i++
	}
	return i
}

// opened says whether the word that text[i] is in began with a pointed bracket.
func opened(text string, i int) bool {
	for n := 0; i > 0 && n < 32; n++ {
		i--
		switch text[i] {
		case '<':
			return true
		case ' ', '\t', '\r', '\n', '>':
			return false
		}
	}
	return false
}

// target measures a Markdown target that follows text[i:i+2].
func target(text string, i int, known func(string) bool) int {
	at := blanks(text, i+2)
	if at < len(text) && text[at] == '<' && placeholderAt(text[at:], known) == 0 {
		return at - i + until(text, at, ">\n", known)
	}
	return at - i + bare(text, at, known)
}

// quoted measures a value at text[at:], after blanks, up to its quote where it has one.
func quoted(text string, i, at int, known func(string) bool) int {
	at = blanks(text, at)
	if at < len(text) && (text[at] == '"' || text[at] == '\'') {
		return at + 1 - i + until(text, at+1, text[at:at+1], known)
	}
	return at - i + bare(text, at, known)
}

// until returns how far it is from text[i] to one of the bytes in stops, or to the end.
func until(text string, i int, stops string, known func(string) bool) int {
	start := i
	for i < len(text) {
		if n := placeholderAt(text[i:], known); n > 0 {
			i += n
			continue
		}
		if strings.IndexByte(stops, text[i]) >= 0 {
			break
		}
		i++
	}
	return i - start
}

// bare returns how far it is from text[i] to white space, or to a closing bracket that nothing
// directly follows which readers might take for more of the URL.
func bare(text string, i int, known func(string) bool) int {
	start := i
	for i < len(text) {
		if n := placeholderAt(text[i:], known); n > 0 {
			i += n
			continue
		}
		switch text[i] {
		case ' ', '\t', '\r', '\n', '\f', '\v':
			return i - start
		case ')', ']', '}', '>':
			if i+1 == len(text) || strings.IndexByte(" \t\r\n.,;:!?\"'*)]}", text[i+1]) >= 0 {
				return i - start
			}
		}
		i++
	}
	return i - start
}

// maxHost is how far back a host is looked for, in bytes.
const maxHost = 2048

// hangsOnHost says whether the word that before ends with looks like a host and more, such as
// "example.com/?q=", which some readers make a link of.
func hangsOnHost(before string) bool {
	word := before[max(len(before)-maxHost, 0):]
	word = word[strings.LastIndexAny(word, " \t\r\n")+1:]
	dot := strings.IndexByte(word, '.')
	return dot >= 0 && strings.ContainsAny(word[dot:], "/?#")
}
