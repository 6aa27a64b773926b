package rule

import "strings"

// Placeholder says whether a value in the place of a password stands for one:
// a template, a mask, a word that documents use.
func Placeholder(v string) bool {
	if v == "" || oneByte(v) || templateEnds(v) || marked(v) {
		return true
	}
	if !isASCII(v) {
		v = strings.ToLower(v)
	}
	return documented(v)
}

// marked says whether v has what stands for something wherever it is: a row of
// stars, dots or x, or what opens a variable of a shell or a template language.
func marked(v string) bool {
	for i := range len(v) {
		if markStarts.has[v[i]] && (row(v[i:]) || i > 0 && opens(v[i-1], v[i])) {
			return true
		}
	}
	return false
}

// documented says whether v, within the signs around it, is a word that stands
// for a secret, or has one that values have in documents only.
func documented(v string) bool {
	for v != "" && isTrim(v[0]) {
		v = v[1:]
	}
	for v != "" && isTrim(v[len(v)-1]) {
		v = v[:len(v)-1]
	}
	for i := range len(v) {
		if wordStarts.has[v[i]] && wordAt(v[i:]) {
			return true
		}
	}
	return wordAlone(v)
}

// The bytes that row and opens look at, and those that wordAt does.
var (
	markStarts = Bytes("*.xX\xe2{(%")
	wordStarts = Bytes("YyPpCcRrIi_-")
)

func isTrim(c byte) bool { return c == '_' || c == '-' || c == '*' || c == '.' }

// row says whether a row of stars, dots or x begins v.
func row(v string) bool {
	switch v[0] {
	case '*', 'x', 'X':
		return len(v) > 3 && v[1] == v[0] && v[2] == v[0] && v[3] == v[0]
	case '.':
		return strings.HasPrefix(v, "...")
	case 0xe2:
		return strings.HasPrefix(v, "…") || strings.HasPrefix(v, "••")
	}
	return false
}

// opens says whether two bytes begin a variable of a shell or a template language.
func opens(a, b byte) bool {
	switch b {
	case '{':
		return a == '$' || a == '{' || a == '#' || a == '@'
	case '(':
		return a == '$' || a == '%'
	case '%':
		return a == '<'
	}
	return false
}

// wordAt says whether v begins with words that a value has in documents only.
func wordAt(v string) bool {
	if len(v) < len("_here") {
		return false
	}
	switch v[0] {
	case 'y', 'Y':
		return HasPrefixFold(v, 0, "your") && startsFold(v[len("your"):], "_", "-", "pass", "token", "secret", "api", "key")
	case 'p', 'P':
		return HasPrefixFold(v, 0, "placeholder")
	case 'c', 'C':
		return HasPrefixFold(v, 0, "change") && startsFold(v[len("change"):], "me", "-me", "_me")
	case 'r', 'R':
		return startsFold(v, "redacted", "replace_", "replace-")
	case 'i', 'I':
		return startsFold(v, "insert_", "insert-")
	case '_', '-':
		return HasPrefixFold(v, 1, "here")
	}
	return false
}

func startsFold(v string, words ...string) bool {
	for _, w := range words {
		if HasPrefixFold(v, 0, w) {
			return true
		}
	}
	return false
}

// wordAlone says whether v is a word that stands for a secret.
func wordAlone(v string) bool {
	if len(v) > len("yourpassword") {
		return false
	}
	switch strings.ToLower(v) {
	case "password", "passwd", "passphrase", "pass", "pwd", "secret", "token", "apikey", "api_key", "api-key", "key", "value", "string",
		"changeme", "change_me", "change-me", "changeit", "example", "placeholder", "redacted", "hidden", "masked", "removed", "dummy", "sample",
		"null", "none", "nil", "undefined", "true", "false", "yes", "no", "todo", "fixme", "tbd", "empty", "required", "optional",
		"mypassword", "my_password", "my-password", "yourpassword", "user", "username", "foo", "bar", "foobar", "test", "testing":
		return true
	}
	return false
}

// oneByte says whether v is one byte repeated.
func oneByte(v string) bool {
	for i := 1; i < len(v); i++ {
		if v[i] != v[0] {
			return false
		}
	}
	return true
}

func isASCII(v string) bool {
	for i := range len(v) {
		if v[i] >= 0x80 {
			return false
		}
	}
	return true
}

// templateEnds says whether the ends of v tell that it names a variable.
func templateEnds(v string) bool {
	switch last := v[len(v)-1]; {
	case v[0] == '<' || v[0] == '{' && last == '}' || v[0] == '[' && last == ']':
		return true
	case v[0] == '%' && (last == '%' || len(v) == 2):
		return true
	case v[0] == '$':
		name, _, _ := strings.Cut(v[1:], "/")
		return nameOnly(name)
	}
	return false
}

// nameOnly says whether v is one identifier of capitals or lower case letters
// without a digit, as names of variables are and random texts are not.
func nameOnly(v string) bool {
	k := KindsOf(v)
	return k.Other == 0 && k.Digit == 0 && v != ""
}
