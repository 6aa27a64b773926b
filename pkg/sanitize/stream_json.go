package sanitize

import (
	"strings"

	"sluice/pkg/chat"
)

// jsonPrefix reads a text byte by byte while it may be one JSON object or array (RFC 8259),
// roughly: it may take a little more for JSON than is, never less. The zero value has read
// nothing.
type jsonPrefix struct {
	stack []byte // '{' and '[' that are open
	state jsonState
	word  string // what is left of true, false or null
	done  bool   // the value has ended
}

type jsonState uint8

const (
	wantValue jsonState = iota
	wantName            // or the end of the object
	wantColon
	wantComma // or the end of what is open
	inString
	inStringEscape
	inNumber
	inWord
)

// next takes a byte, and reports whether the text may still be JSON.
func (j *jsonPrefix) next(c byte) bool {
	switch j.state {
	case inString:
		switch {
		case c == '\\':
			j.state = inStringEscape
		case c == '"':
			j.state = wantComma
			if j.word == "name" {
				j.state, j.word = wantColon, ""
			}
		case c < ' ':
			return false
		}
		return true
	case inStringEscape:
		j.state = inString
		return strings.IndexByte(`"\/bfnrtu`, c) >= 0
	case inNumber:
		if '0' <= c && c <= '9' || strings.IndexByte("+-.eE", c) >= 0 {
			return true
		}
		j.state = wantComma
	case inWord:
		if j.word != "" && c == j.word[0] {
			j.word = j.word[1:]
			return true
		}
		if j.word != "" {
			return false
		}
		j.state = wantComma
	}
	if strings.IndexByte(" \t\r\n", c) >= 0 {
		return true
	}
	return !j.done && j.token(c)
}

// token takes a byte that begins or is a token.
func (j *jsonPrefix) token(c byte) bool {
	switch j.state {
	case wantColon:
		j.state = wantValue
		return c == ':'
	case wantComma:
		if c == ',' {
			j.state = wantValue
			if j.stack[len(j.stack)-1] == '{' {
				j.state = wantName
			}
			return true
		}
		return j.end(c)
	case wantName:
		if c == '"' {
			j.state, j.word = inString, "name"
			return true
		}
		return j.end(c)
	}
	switch {
	case c == '{' || c == '[':
		j.stack = append(j.stack, c)
		if j.state = wantValue; c == '{' {
			j.state = wantName
		}
		return len(j.stack) <= chat.DefaultDepth
	case len(j.stack) == 0:
		return false // a single value is no document
	case c == ']':
		return j.end(c)
	case c == '"':
		j.state = inString
	case c == '-' || '0' <= c && c <= '9':
		j.state = inNumber
	case c == 't' || c == 'f' || c == 'n':
		j.state = inWord
		j.word = map[byte]string{'t': "rue", 'f': "alse", 'n': "ull"}[c]
	default:
		return false
	}
	return true
}

// end closes what is open.
func (j *jsonPrefix) end(c byte) bool {
	n := len(j.stack) - 1
	if n < 0 || c != '}' && c != ']' || (c == '}') != (j.stack[n] == '{') {
		return false
	}
	j.stack, j.state, j.done = j.stack[:n], wantComma, n == 0
	return true
}
