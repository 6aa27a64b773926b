// Package surface holds the shapes in which applications ask: each turns a request into
// OpenAI's chat completions, the one shape that the pipeline knows, and the answer, live
// or whole, back into its own. What it has no word for goes along as a member of the
// request, so that it is scanned as all else is and reaches the engine.
//
// It does no I/O, stores nothing, and judges nothing: scanning and policy stand behind
// it, so that no surface can leave them out.
package surface

import (
	"time"

	"sluice/pkg/chat"
)

// Surface is one shape. It is safe for concurrent use.
type Surface interface {
	// Ask reads a request, whose size the caller has bounded. What it returns belongs to
	// that one request.
	Ask(body []byte) (Asked, *chat.Error)
	// Fault is the body of an answer that is an error, with fault.Status, to the request
	// of this id. It holds nothing but what fault says, and the id.
	Fault(fault *chat.Error, id string) []byte
	// IDHeader is where the clients of this surface look for the request's id, beside
	// X-Request-Id; "" for nowhere else.
	IDHeader() string
	// KeyHeader is where they may put their token, beside Authorization; "" for nowhere else.
	KeyHeader() string
}

// Asked is one request. One goroutine uses it.
type Asked interface {
	// Chat is the request in OpenAI's shape. The same body always gives the same: by
	// that a request that is sent again is known.
	Chat() []byte
	// Answer is the body of an answer that was not streamed, of a completion in OpenAI's
	// shape.
	Answer(done []byte) ([]byte, *chat.Error)
	// Voice speaks one streamed answer.
	Voice(began time.Time) chat.Voice
}

// Locator is an Asked that knows from where in its request the parts of Chat are.
type Locator interface {
	// Locate returns fault with the place in the request as it came, where it names one
	// in Chat.
	Locate(fault *chat.Error) *chat.Error
}

// Completion reads a released completion, which was checked before it was stored.
func Completion(body []byte) (*chat.Completion, *chat.Error) {
	doc, err := chat.Parse(body, chat.Limits{Bytes: len(body) + 1, Nodes: len(body)})
	if err != nil {
		return nil, chat.ErrInternal()
	}
	return &chat.Completion{Doc: doc}, nil
}
