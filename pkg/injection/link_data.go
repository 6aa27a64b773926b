package injection

import (
	"encoding/base64"
	"net/url"
	"strings"
)

const (
	minImageValue = 20  // bytes of a query's value, in an image of a completion
	minImageQuery = 48  // bytes of all values, the same
	minProse      = 32  // bytes of text in an image's address
	minLinkProse  = 160 // bytes of text in a link's address
	minPathRun    = 40  // characters of an encoded part of a path or host
)

// carries says whether an address carries data away.
func carries(address string, use use, from Source) bool {
	_, rest, _ := strings.Cut(address, "//")
	rest, _, _ = strings.Cut(rest, "#")
	path, query, _ := strings.Cut(rest, "?")
	if use == bare {
		return from == Untrusted && strings.HasPrefix(address, "http") && placeholder(query, use)
	}
	if (from == Untrusted || use == image) && placeholder(rest, use) {
		return true
	}
	least := minLinkProse
	if use == image {
		least = minProse
	}
	total := 0
	for pair := range strings.SplitSeq(query, "&") {
		_, value, _ := strings.Cut(pair, "=")
		total += len(value)
		if saysText(value, least) {
			return true
		}
		if use == image && from == Completion && len(value) >= minImageValue {
			return true
		}
	}
	if use == image && from == Completion && total >= minImageQuery {
		return true
	}
	return use == image && pathCarries(path, from)
}

// pathCarries says whether a part of the host or path is encoded text, or, in
// a completion, looks like any encoding.
func pathCarries(path string, from Source) bool {
	host, _, _ := strings.Cut(path, "/")
	for part := range strings.FieldsFuncSeq(path, func(c rune) bool { return c == '/' || c == '.' }) {
		if len(part) < minPathRun && !(len(part) >= minProse && strings.Contains(host, part)) {
			continue
		}
		if saysText(part, minProse) || from == Completion && encodedLooks(part) {
			return true
		}
	}
	return false
}

// encodedLooks says whether a part of a path is no words and no hash: letters
// of both cases and digits, without signs between them.
func encodedLooks(part string) bool {
	upper, lower, digits, turns := 0, 0, 0, 0
	for i := range len(part) {
		switch c := part[i]; {
		case c >= 'A' && c <= 'Z':
			upper++
			if i > 0 && part[i-1] >= 'a' && part[i-1] <= 'z' {
				turns++
			}
		case c >= 'a' && c <= 'z':
			lower++
		case c >= '0' && c <= '9':
			digits++
		case c == '=':
		default:
			return false
		}
	}
	return upper > 4 && lower > 4 && digits > 0 && turns > 4
}

// saysText says whether a value is, or decodes to, at least least bytes of
// words.
func saysText(value string, least int) bool {
	if len(value) < least*3/4 {
		return false
	}
	value = value[:min(len(value), 2048)]
	if plain, err := url.QueryUnescape(value); err == nil && prose(plain, least) {
		return true
	}
	compact := strings.NewReplacer("-", "+", "_", "/", "%3D", "", "=", "", "%2B", "+", "%2F", "/").Replace(value)
	if len(compact)%4 == 1 {
		compact = compact[:len(compact)-1]
	}
	plain, err := base64.RawStdEncoding.DecodeString(compact)
	return err == nil && legible(plain) && prose(string(plain), least*3/4)
}

// prose says whether text is at least least bytes, and four words or more.
func prose(text string, least int) bool {
	words, inWord, letters := 0, 0, 0
	for i := range len(text) {
		if asciiLetter(text[i]) || text[i] >= 0x80 {
			letters++
			if inWord++; inWord == 2 {
				words++
			}
			continue
		}
		if text[i] != ' ' && text[i] != ',' && text[i] != '.' && text[i] != '\n' {
			inWord = 2 // one word goes on
			continue
		}
		inWord = 0
	}
	return len(text) >= least && words >= 4 && letters*4 >= len(text)*2
}

// placeholder says whether an address has a place where data is to be put.
func placeholder(rest string, use use) bool {
	for at := 0; at < len(rest); at++ {
		var name string
		switch rest[at] {
		case '{', '<', '[':
			n := placeholderSize(rest[at:])
			if n == 0 {
				continue
			}
			name = rest[at : at+n]
			at += n - 1
		case '$', '%':
			end := at + 1
			for end < len(rest) && (rest[end] >= 'A' && rest[end] <= 'Z' || rest[end] == '_') {
				end++
			}
			name = rest[at:end]
			at = end - 1
		default:
			continue
		}
		if asksForData(strings.ToLower(name), use) {
			return true
		}
	}
	for _, word := range []string{"INSERT_", "YOUR_DATA", "DATA_HERE", "_HERE"} {
		if use == image && strings.Contains(rest, word) {
			return true
		}
	}
	return false
}

// asksForData says whether a placeholder is for what was said. Documentation
// of interfaces is full of other ones.
func asksForData(name string, use use) bool {
	words := []string{"conversation", "chat", "history", "system_prompt", "prompt", "secret", "passw", "credential", "transcript"}
	if use != bare {
		words = append(words, "summary", "context", "inbox", "memor", "cookie", "messages", "user_data", "user data", "private", "confidential")
	}
	if use == image {
		words = append(words, "data", "content", "email", "info", "key", "token", "answer", "response", "document", "file", "user", "insert", "text", "message", "name", "base64", "input")
	}
	for _, w := range words {
		if strings.Contains(name, w) {
			return true
		}
	}
	return false
}
