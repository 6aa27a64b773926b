package rule

import "strings"

// Value is what a key was given.
type Value struct {
	Start, End int
	Quoted     bool
	Prose      bool // "is" stood before it
	Argument   bool // a comma did, as between a name and a value that are given to a function
}

// ValueReach is what valueOf reads from the last byte of a keyword on: the
// rest of a name, what closes it, a separator, a type, and a value.
const ValueReach = `(?:[A-Za-z](?:[A-Z0-9_-][A-Za-z0-9_-]{0,40}|s)?` +
	`(?:["'\x60\\\])*]{1,5}[ \t]{0,8}` + separatorReach + `?|[ \t]{1,8}` + separatorReach + `?|` + separatorReach + `)` +
	`|["':=]["'\x60\\\])*]{0,5}[ \t]{0,8}` + separatorReach + `?)[ \t]{0,8}` +
	`(?:[A-Za-z0-9_.?[\]]{0,32}[ \t]{0,2}=[ \t]{0,4})?[rbufRBUF@$]?\\{0,3}["']?` +
	`(?:"[^"\n ]{0,520}|'[^'\n ]{0,520}|\x60[^\x60\n ]{0,520}|[^ \t\n\v\f\r"'\x60<>\\]{0,520})`

const separatorReach = `(?:,|:=|=>|===?|=|:|->|>|[iI][sS](?:: | [nN][oO][wW] | )|[wW][aA][sS] |[iI]?[eE]?[sS][tT]? )`

// ValueOf reads what follows the name that has text[at:end] in it: the rest
// of the name, quotes and brackets, a separator, and the value.
func ValueOf(text string, at, end int) (Value, bool) {
	var none Value
	i := end - 1 // a keyword may end in its separator
	if IsAlnum(text[i]) {
		var ok bool
		if i, ok = restOfName(text, end); !ok {
			return none, false
		}
	}
	name := i
	for n := 0; n < 5 && i < len(text) && strings.IndexByte(`"'`+"`"+`\])*`, text[i]) >= 0; n++ {
		i++
	}
	i = skipBlanks(text, i, 8)
	var v Value
	i, ok := separator(text, i, name, flagName(text, at), &v)
	if !ok {
		return none, false
	}
	element := text[i-1] == '>' && text[i-2] != '=' && text[i-2] != '-'
	i = skipBlanks(text, i, 8)
	if i, ok = skipAnnotation(text, i); !ok {
		return none, false
	}
	v.Start, v.End, v.Quoted = readValue(text, i)
	if element && (v.End == len(text) || text[v.End] != '<') {
		return none, false
	}
	return v, v.End > v.Start
}

// restOfName reads the words that follow the keyword in a name: _KEY_BASE,
// -prod, Value. A name that goes on in the keyword's case is another word, and some
// last words name something that is no secret.
func restOfName(text string, end int) (int, bool) {
	i := end
	for i < len(text) && i-end < 40 && (IsAlnum(text[i]) || text[i] == '_' || text[i] == '-' && i+1 < len(text) && IsAlnum(text[i+1])) {
		i++
	}
	if i == end {
		return i, true
	}
	rest := text[end:i]
	if IsLower(rest[0]) && rest != "s" || IsUpper(rest[0]) && IsUpper(text[end-1]) && rest != "S" && !strings.HasPrefix(rest, "KEY") {
		return i, false
	}
	word := len(rest)
	for word > 0 && IsAlnum(rest[word-1]) && !(IsUpper(rest[word-1]) && word < len(rest) && IsLower(rest[word])) {
		word--
	}
	if word > 0 && IsUpper(rest[word-1]) {
		word--
	}
	switch strings.ToLower(rest[word:]) {
	case "id", "ids", "name", "names", "type", "url", "uri", "file", "path", "length", "len", "count", "counts", "limit", "expiry", "expires", "expiration",
		"hash", "digest", "field", "header", "env", "arn", "version", "policy", "prompt", "hint", "label", "placeholder", "reset", "min", "max", "size", "ttl",
		"format", "pattern", "regex", "index", "usage", "budget", "page", "class", "manager", "provider", "store", "endpoint", "at", "by", "ref", "dir", "folder",
		"algorithm", "method", "error", "message", "status", "schema", "column", "table", "param", "parameter", "description", "text", "date", "time", "days", "age", "fingerprint", "thumbprint", "checksum", "alias", "prefix", "suffix", "used", "changed", "updated", "created", "required", "enabled":
		return i, false
	}
	return i, true
}

// flagName says whether the name is a command line's: two dashes before it.
func flagName(text string, at int) bool {
	i := at
	for i > 0 && at-i < 32 && (IsAlnum(text[i-1]) || text[i-1] == '-' || text[i-1] == '_') {
		i--
	}
	return strings.HasPrefix(text[i:at], "--")
}

// separator reads what stands between a name and its value. name is where the
// name ends, before quotes and blanks.
func separator(text string, i, name int, flag bool, v *Value) (int, bool) {
	if i >= len(text) {
		return i, false
	}
	for _, s := range []string{":=", "=>", "===", "==", "=", ":", "->", ">"} {
		if strings.HasPrefix(text[i:], s) {
			if s == ":" && (strings.HasPrefix(text[i:], "://") || strings.HasPrefix(text[i:], "::")) {
				return i, false
			}
			return i + len(s), true
		}
	}
	for _, s := range []string{"is: ", "is ", "was ", "is now ", "ist ", "es "} {
		if i > name && HasPrefixFold(text, i, s) {
			v.Prose = true
			if s == "is " && HasPrefixFold(text, i, "is now ") {
				s = "is now "
			}
			return i + len(s), true
		}
	}
	if text[i] == ',' && i > name && isQuote(text[name]) && text[name] == text[quoteAt(text, i+1)] {
		v.Argument = true
		return i + 1, true
	}
	return i, flag && i > name
}

// quoteAt is where the next byte is that is no blank, or the last one.
func quoteAt(text string, i int) int {
	return min(skipBlanks(text, i, 4), len(text)-1)
}

func isQuote(c byte) bool { return c == '"' || c == '\'' || c == '`' }

func skipBlanks(text string, i, most int) int {
	for n := 0; n < most && i < len(text) && IsBlank(text[i]); n++ {
		i++
	}
	return i
}

// skipAnnotation steps over a type and an equals sign: password: str = "…".
func skipAnnotation(text string, i int) (int, bool) {
	j := i
	for j < len(text) && j-i < 32 && (IsAlnum(text[j]) || strings.IndexByte("_.?[]", text[j]) >= 0) {
		j++
	}
	k := skipBlanks(text, j, 2)
	if j > i && k > j && k+1 < len(text) && text[k] == '=' && text[k+1] != '=' {
		return skipBlanks(text, k+1, 4), true
	}
	return i, i < len(text)
}

// Values longer than this are no passwords and no tokens of a known form.
const MaxValue = 520

// valueEnds are the bytes that may end a value outside quotes.
var valueEnds = Bytes(" \t\n\v\f\r\"'`<>\\&;,")

// readValue reads a quoted value to its quote, another to white space.
func readValue(text string, i int) (start, end int, quoted bool) {
	if i+1 < len(text) && strings.IndexByte("rbufRBUF@$", text[i]) >= 0 && (text[i+1] == '"' || text[i+1] == '\'') {
		i++
	}
	i = escapedQuote(text, i)
	if i < len(text) && isQuote(text[i]) {
		if i+1 < len(text) && (text[i+1] == '"' || text[i+1] == '\'') && text[i+1] != text[i] {
			i++ // '"value"'
		}
		quote := text[i]
		start = i + 1
		for end = start; end < len(text) && end-start < MaxValue; end++ {
			switch c := text[end]; {
			case c == quote || c == '\\' && end+1 < len(text) && text[end+1] == quote:
				return start, end, true
			case c == '\n' || c == ' ':
				return start, start, true
			}
		}
		return start, end, true
	}
	end = i
	for end < len(text) && end-i < MaxValue {
		if valueEnds.Has(text[end]) && (strings.IndexByte("&;,", text[end]) < 0 || nextField(text, i, end)) {
			break
		}
		end++
	}
	for end > i && strings.IndexByte(".,;:)}]", text[end-1]) >= 0 {
		end--
	}
	return i, end, false
}

// escapedQuote steps over the backslashes before a quote. Any other escape, such
// as the line's end in a JSON string, ends a value before it begins.
func escapedQuote(text string, i int) int {
	j := i
	for j-i < 3 && j < len(text) && text[j] == '\\' {
		j++
	}
	if j < len(text) && isQuote(text[j]) {
		return j
	}
	return i
}

// nextField says whether at i, inside a value, the next field of a list
// begins: &name= or ,name: or ;name=.
func nextField(text string, start, i int) bool {
	if i == start || strings.IndexByte("&;,", text[i]) < 0 {
		return false
	}
	j := i + 1
	for j < len(text) && j-i < 32 && (IsAlnum(text[j]) || text[j] == '_' || text[j] == '-') {
		j++
	}
	return j > i+1 && j < len(text) && (text[j] == '=' || text[j] == ':')
}
