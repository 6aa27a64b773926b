package devmodel

import (
	"encoding/json"
	"regexp"
	"strings"
)

// maxCalls bounds the tools that one text may name.
const maxCalls = 64

// named finds a tool's name before its arguments: after "call", and after "and" or a comma behind another call.
var named = struct{ first, further *regexp.Regexp }{
	first:   regexp.MustCompile(`\bcall ([A-Za-z0-9_.-]{1,64})\s*\{`),
	further: regexp.MustCompile(`^\s*(?:,|and|, and)\s+(?:call )?([A-Za-z0-9_.-]{1,64})\s*\{`),
}

// calls are the tool calls of sluice-dev/tool. Where tools are offered and the last user message says
// `call get_ticket {"id":7} and delete_user {"id":1}`, these calls in one answer, offered or not: models make up
// names too. Else the first tool offered, or search.docs, with the last object in the prompt.
func (r *request) calls() []functionCall {
	name := defaultTool
	if len(r.Tools) > 0 {
		if out := namedCalls(r.lastUser()); len(out) > 0 {
			return out
		}
		if first := r.Tools[0].Function.Name; first != "" {
			name = first
		}
	}
	return []functionCall{{name, lastObject(r.prompt())}}
}

// namedCalls reads the calls that a text asks for, with their arguments byte for byte.
func namedCalls(text string) []functionCall {
	if len(text) > searchTail {
		text = text[len(text)-searchTail:]
	}
	var out []functionCall
	next := named.first
	for len(out) < maxCalls {
		m := next.FindStringSubmatchIndex(text)
		if m == nil {
			break
		}
		brace := m[1] - 1
		dec := json.NewDecoder(strings.NewReader(text[brace:]))
		var raw json.RawMessage
		if dec.Decode(&raw) != nil {
			break
		}
		out = append(out, functionCall{text[m[2]:m[3]], string(raw)})
		text = text[brace+int(dec.InputOffset()):]
		next = named.further
	}
	return out
}
