package responses

import (
	"strings"

	"sluice/pkg/chat"
)

// voice speaks a stream as typed events. What it was told of the answer it keeps: the
// last event bears the whole.
type voice struct {
	asked *asked
	mute  bool // only the whole is wanted

	dst    []byte // of the call in hand
	number int64  // of the next event

	begun              bool
	id, model, created string
	tier, counts       chat.Value
	items              []*item
	thoughts           string // the field in which reasoning comes
	finish             string
}

// Type is that of server-sent events.
func (*voice) Type() string { return "text/event-stream" }

// Chunk says what a chunk adds. A request asks for one choice.
func (v *voice) Chunk(dst []byte, chunk *chat.Value) []byte {
	v.dst = dst
	v.begin(chunk)
	if tier := chunk.Get("service_tier"); !tier.IsNull() {
		v.tier = chat.NewString(tier.Text())
	}
	if counts := chunk.Get("usage"); !counts.IsNull() {
		v.counts = counts.Clone()
	}
	if choices := chunk.Get("choices"); choices != nil {
		for i := range choices.Elems {
			if index := choices.Elems[i].Get("index"); index == nil || index.Num == "0" {
				v.choice(&choices.Elems[i])
			}
		}
	}
	return v.dst
}

func (v *voice) begin(chunk *chat.Value) {
	if v.begun {
		return
	}
	v.begun = true
	v.id = strings.TrimPrefix(chunk.Get("id").Text(), "chatcmpl-")
	v.model = chunk.Get("model").Text()
	v.created = "0"
	if created := chunk.Get("created"); created != nil && created.Kind == chat.Number {
		v.created = created.Num
	}
	v.lifecycle("response.created", inProgress)
	v.lifecycle("response.in_progress", inProgress)
}

func (v *voice) choice(choice *chat.Value) {
	delta := choice.Get("delta")
	thinks := false
	for _, field := range []string{"reasoning_content", "reasoning"} {
		// Some engines tell the same under both names.
		if text := delta.Get(field).Text(); text != "" && (v.thoughts == "" || v.thoughts == field) {
			v.thoughts, thinks = field, true
			v.think(text)
		}
	}
	if text := delta.Get("content").Text(); text != "" {
		v.say(outputText, text, choice.Get("logprobs").Get("content"))
	} else if !thinks { // tokens of thoughts have no place
		v.spell(choice.Get("logprobs").Get("content"))
	}
	if text := delta.Get("refusal").Text(); text != "" {
		v.say(refused, text, nil)
	}
	if calls := delta.Get("tool_calls"); calls != nil {
		for i := range calls.Elems {
			v.call(&calls.Elems[i])
		}
	}
	if reason := choice.Get("finish_reason").Text(); reason != "" {
		v.finish = reason
	}
}

// Done ends the response with the whole of it.
func (v *voice) Done(dst []byte) []byte {
	v.dst = dst
	v.begin(nil)
	if len(v.items) == 0 {
		v.say(outputText, "", nil)
	}
	status := v.status()
	v.end(status)
	v.lifecycle("response."+status, status)
	return v.dst
}

// Fail tells the error in an event of its own, which OpenAI's clients raise, and then
// ends the response as failed, where it was begun. In the other order clients that
// report both report it twice.
func (v *voice) Fail(dst []byte, fault *chat.Error) []byte {
	v.dst = dst
	if v.begun {
		v.end(incomplete)
	}
	param, code := orNull(fault.Param), orNull(fault.Code)
	v.event("error", chat.Member{Name: "code", Value: code}, chat.Member{Name: "message", Value: chat.NewString(fault.Message)},
		chat.Member{Name: "param", Value: param},
		chat.Member{Name: "error", Value: chat.NewObject(
			chat.Member{Name: "message", Value: chat.NewString(fault.Message)}, chat.Member{Name: "type", Value: chat.NewString(fault.Type)},
			chat.Member{Name: "param", Value: param}, chat.Member{Name: "code", Value: code})})
	if v.begun {
		r := v.response(failed)
		r.Set("error", chat.NewObject(
			chat.Member{Name: "code", Value: chat.NewString(failure(fault))},
			chat.Member{Name: "message", Value: chat.NewString(fault.Message)}))
		v.event("response.failed", chat.Member{Name: "response", Value: r})
	}
	return v.dst
}

// failure is the nearest of the codes that this API has for a response that failed.
func failure(fault *chat.Error) string {
	switch {
	case fault.Status == 429:
		return "rate_limit_exceeded"
	case fault.Status < 500:
		return "invalid_prompt"
	}
	return "server_error"
}

func orNull(s string) chat.Value {
	if s == "" {
		return chat.Value{}
	}
	return chat.NewString(s)
}
