// Package responses is OpenAI's Responses API as a surface: a request becomes a chat
// completion request, and the completion a response object or its stream of typed events.
//
// It keeps no response: what needs one that was kept, or anything that OpenAI hosts, is
// refused by name. It judges nothing and does no I/O.
package responses

import (
	"sluice/pkg/chat"
	"sluice/pkg/surface"
	"sluice/schemas"
)

// Surface is safe for concurrent use.
type Surface struct {
	schema *chat.Schema
}

// New compiles the schema of requests.
func New() (*Surface, error) {
	schema, err := chat.CompileSchema(schemas.ResponsesRequest)
	if err != nil {
		return nil, err
	}
	return &Surface{schema.Naming()}, nil
}

// Ask refuses what is no request of this API, by places in the caller's own document.
func (s *Surface) Ask(body []byte) (surface.Asked, *chat.Error) {
	doc, fault := surface.Read(body)
	if fault != nil {
		return nil, fault
	}
	if fault := s.schema.Check(doc.Root); fault != nil {
		return nil, fault
	}
	t := translation{root: doc.Root, out: chat.NewObject()}
	if fault := t.request(); fault != nil {
		return nil, fault
	}
	return &asked{
		chat: t.out.AppendJSON(nil), repeats: repeated(doc.Root), places: t.places,
		logprobs: t.logprobs, summary: t.summary,
	}, nil
}

// Fault is OpenAI's error.
func (*Surface) Fault(fault *chat.Error, _ string) []byte { return fault.Body() }

// IDHeader is nowhere else: X-Request-Id is OpenAI's.
func (*Surface) IDHeader() string { return "" }

// KeyHeader is nowhere else.
func (*Surface) KeyHeader() string { return "" }
