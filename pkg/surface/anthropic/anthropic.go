// Package anthropic is Anthropic's Messages as a surface: what its clients send becomes
// a chat completion request, and the answer, whole or live, a message of theirs.
//
// What is mapped, passed on as it is and refused is listed in docs/surfaces-anthropic.md;
// the package refuses what it cannot carry over, and drops nothing that is not named there.
package anthropic

import (
	"time"

	"sluice/pkg/chat"
	"sluice/pkg/surface"
)

// Surface is POST /v1/messages.
type Surface struct{}

// Ask reads a request for a message.
func (Surface) Ask(body []byte) (surface.Asked, *chat.Error) {
	doc, fault := surface.Read(body)
	if fault != nil {
		return nil, fault
	}
	t := translation{}
	t.request(doc.Root)
	out, fault := t.Body()
	if fault != nil {
		return nil, fault
	}
	return &asked{chat: out, stops: t.stops}, nil
}

// Fault is Anthropic's error, with the code of ours beside its type.
func (Surface) Fault(fault *chat.Error, id string) []byte {
	b := append(make([]byte, 0, 192+len(fault.Message)), `{"type":"error","error":{"type":`...)
	b = chat.AppendString(b, errorType(fault.Status))
	b = append(b, `,"message":`...)
	b = chat.AppendString(b, fault.Message)
	if fault.Code != "" {
		b = append(b, `,"code":`...)
		b = chat.AppendString(b, fault.Code)
	}
	b = append(b, `},"request_id":`...)
	b = chat.AppendString(b, id)
	return append(b, '}')
}

// errorType is Anthropic's word for a status.
func errorType(status int) string {
	switch status {
	case 401:
		return "authentication_error"
	case 403:
		return "permission_error"
	case 404:
		return "not_found_error"
	case 413:
		return "request_too_large"
	case 429:
		return "rate_limit_error"
	case 503, 529:
		return "overloaded_error"
	case 504:
		return "timeout_error"
	}
	if status < 500 {
		return "invalid_request_error"
	}
	return "api_error"
}

// IDHeader is where Anthropic's clients look for the request's id.
func (Surface) IDHeader() string { return "Request-Id" }

// KeyHeader is where they put their key.
func (Surface) KeyHeader() string { return "X-Api-Key" }

// asked is one request for a message.
type asked struct {
	chat  []byte
	stops []string // its stop sequences
}

func (a *asked) Chat() []byte { return a.chat }

func (a *asked) Voice(time.Time) chat.Voice { return &voice{} }
