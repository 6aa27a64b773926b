package responses

import (
	"time"

	"sluice/pkg/chat"
)

// asked is one request, as it came and as a chat completion request.
type asked struct {
	chat     []byte
	request  *chat.Value
	places   []origin
	logprobs bool // they are asked for
	summary  bool // reasoning is told as a summary
}

// Chat is the chat completion request.
func (a *asked) Chat() []byte { return a.chat }

// Answer is the response that a stream would have ended with: the completion is spoken to
// a voice that nobody hears.
func (a *asked) Answer(done []byte) ([]byte, *chat.Error) {
	doc, err := chat.Parse(done, chat.Limits{Bytes: len(done) + 1, Nodes: len(done)})
	if err != nil {
		return nil, chat.ErrInternal()
	}
	v := &voice{asked: a, mute: true}
	(&chat.Completion{Doc: doc}).AppendStream(nil, v, true)
	r := v.response(v.status())
	return r.AppendJSON(nil), nil
}

// Voice speaks one streamed answer.
func (a *asked) Voice(time.Time) chat.Voice { return &voice{asked: a} }
