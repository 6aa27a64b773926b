// Package ollama is Ollama's /api/chat as a surface: what its clients send becomes a chat
// completion request, and the answer one of theirs, whole or line by line.
//
// What is mapped, passed on as it is and refused is listed in docs/surfaces-ollama.md; the
// package refuses what it cannot carry over, and drops nothing that is not named there.
package ollama

import (
	"time"

	"sluice/pkg/chat"
	"sluice/pkg/surface"
)

// Surface is POST /api/chat.
type Surface struct {
	Now func() time.Time // to say how long an answer took
}

// Ask reads a chat.
func (s Surface) Ask(body []byte) (surface.Asked, *chat.Error) {
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
	return &asked{chat: out, began: s.Now(), now: s.Now}, nil
}

// Fault is Ollama's error, with the code of ours beside it.
func (Surface) Fault(fault *chat.Error, _ string) []byte {
	message := fault.Message
	if fault.Code == chat.ErrNotFound().Code {
		message += " Of Ollama's API there are /api/chat, /api/tags, /api/show and /api/version; instead of /api/generate use /api/chat."
	}
	b := append(make([]byte, 0, 128+len(message)), `{"error":`...)
	b = chat.AppendString(b, message)
	if fault.Code != "" {
		b = append(b, `,"code":`...)
		b = chat.AppendString(b, fault.Code)
	}
	return append(b, '}')
}

// IDHeader is nowhere: Ollama has no ids.
func (Surface) IDHeader() string { return "" }

// KeyHeader is nowhere: its clients are given the header Authorization.
func (Surface) KeyHeader() string { return "" }

// asked is one chat.
type asked struct {
	chat  []byte
	began time.Time
	now   func() time.Time
}

func (a *asked) Chat() []byte { return a.chat }

// took is how long it took from the request until now.
func (a *asked) took() time.Duration { return a.now().Sub(a.began) }

// Voice does not count from when the model began: Ollama counts from the request.
func (a *asked) Voice(time.Time) chat.Voice { return &voice{asked: a} }
