package responses

import (
	"time"

	"sluice/pkg/chat"
	"sluice/pkg/surface"
)

// asked is one request as a chat completion request, with what of it the response repeats.
type asked struct {
	chat     []byte
	repeats  *chat.Value
	places   []origin
	logprobs bool // they are asked for
	summary  bool // reasoning is told as a summary
}

// Chat is the chat completion request.
func (a *asked) Chat() []byte { return a.chat }

// Answer is the response that a stream would have ended with: the completion is spoken to
// a voice that nobody hears.
func (a *asked) Answer(done []byte) ([]byte, *chat.Error) {
	completion, fault := surface.Completion(done)
	if fault != nil {
		return nil, fault
	}
	v := &voice{asked: a, mute: true}
	completion.AppendStream(nil, v, true)
	r := v.response(v.status())
	return r.AppendJSON(nil), nil
}

// Voice speaks one streamed answer.
func (a *asked) Voice(time.Time) chat.Voice { return &voice{asked: a} }
