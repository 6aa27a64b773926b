package mix

import (
	"strings"
)

// Tool names that the bodies offer: policies permit the first and no other.
const (
	PermittedTool = "get_ticket"
	DeniedTool    = "wipe_disk"
)

// Policies are Cedar policies under which PermittedTool may be offered and called.
const Policies = `@id("ticket_offer")
permit (principal, action == Sluice::Action::"offer", resource == Sluice::Tool::"get_ticket");
@id("ticket_call")
permit (principal, action == Sluice::Action::"call", resource == Sluice::Tool::"get_ticket");
`

// Arguments are what the tool is called with.
const Arguments = `{"id":7}`

// TagBytes is the length of the tag that makes one prompt differ from another.
const TagBytes = 12

// Body is a request's body, and where in it the tag stands. Callers write another
// tag into a copy of their own for each request.
type Body struct {
	Bytes []byte
	Tag   int
}

// text is plain English that no check minds.
const text = "The quick brown fox explains to the lazy dog how water passes a sluice gate and why the miller waits for it. "

const (
	ticketTool = `{"type":"function","function":{"name":"` + PermittedTool + `","parameters":{"type":"object","properties":{"id":{"type":"integer"}},"required":["id"]}}}`
	diskTool   = `{"type":"function","function":{"name":"` + DeniedTool + `","parameters":{"type":"object"}}}`
	callText   = "Please call " + PermittedTool + ` {\"id\":7}`
)

// Make builds the body of a shot. model is what plain and streamed requests ask;
// family is the development model's name, before /tool.
func Make(s Shot, model, family string) Body {
	var b strings.Builder
	switch s.Kind {
	case Tools:
		model = family + "/tool"
		b.WriteString(`{"tools":[` + ticketTool + `],`)
	case Blocked:
		b.WriteString(`{"tools":[` + diskTool + `],"tool_choice":"required",`)
	case Stream:
		b.WriteString(`{"stream":true,`)
	default:
		b.WriteString(`{`)
	}
	b.WriteString(`"model":"` + model + `","messages":[{"role":"user","content":"Question `)
	tag := b.Len()
	end := ""
	if s.Kind == Tools {
		end = callText
	}
	b.WriteString(strings.Repeat("a", TagBytes) + ". ")
	fill := max(0, s.Bytes-len("Question ")-TagBytes-2-len(end))
	b.WriteString(strings.Repeat(text, fill/len(text)+1)[:fill])
	b.WriteString(end + `"}]}`)
	return Body{Bytes: []byte(b.String()), Tag: tag}
}

// Tag writes the tag of request n: letters in pairs between spaces, which no check
// takes for a number, a name or a secret.
func Tag(dst []byte, n int) {
	for i := range TagBytes {
		if i%3 == 2 {
			dst[i] = ' '
			continue
		}
		dst[i] = 'a' + byte(n&15)
		n >>= 4
	}
}
