package ollama

import (
	"strconv"
	"strings"

	"sluice/pkg/chat"
)

// voice speaks a stream as lines of JSON. Calls are said whole, each by its last piece.
type voice struct {
	asked     *asked
	model     string
	created   string
	reasoning string // the field that thoughts come in
	call      *call  // that is not said yet
	calls     int
	finish    string
	usage     chat.Value // of numbers only
	broken    bool       // a call cannot be said
}

// call is a call as it grows.
type call struct {
	index     int64
	id, name  string
	arguments strings.Builder
}

// Type is that of JSON by lines.
func (*voice) Type() string { return "application/x-ndjson" }

// Chunk says what a chunk adds.
func (v *voice) Chunk(dst []byte, chunk *chat.Value) []byte {
	v.model = chunk.Get("model").Text()
	if created := chunk.Get("created"); created != nil {
		v.created = created.Num
	}
	if usage := chunk.Get("usage"); !usage.IsNull() {
		v.usage = usage.Clone()
	}
	choices := chunk.Get("choices")
	if choices == nil || len(choices.Elems) == 0 {
		return dst
	}
	choice := &choices.Elems[0]
	delta := choice.Get("delta")
	text, logprobs := delta.Get("content").Text()+delta.Get("refusal").Text(), choice.Get("logprobs").Get("content")
	thinks := v.thoughts(delta)
	if text != "" || thinks != "" || !logprobs.IsNull() {
		dst = v.line(dst, said(text, thinks), logprobs)
	}
	if calls := delta.Get("tool_calls"); calls != nil {
		for i := range calls.Elems {
			dst = v.piece(dst, &calls.Elems[i])
		}
	}
	if finish := choice.Get("finish_reason").Text(); finish != "" {
		v.finish = finish
		dst = v.flush(dst)
	}
	return dst
}

// thoughts are those of the field that they first came in.
func (v *voice) thoughts(delta *chat.Value) string {
	for _, field := range []string{"reasoning_content", "reasoning"} {
		if text := delta.Get(field).Text(); text != "" && (v.reasoning == "" || v.reasoning == field) {
			v.reasoning = field
			return text
		}
	}
	return ""
}

func (v *voice) line(dst []byte, message chat.Value, logprobs *chat.Value) []byte {
	out := v.head(message, false)
	if !logprobs.IsNull() {
		out.Set("logprobs", *logprobs)
	}
	return append(out.AppendJSON(dst), '\n')
}

func (v *voice) head(message chat.Value, done bool) chat.Value {
	created := chat.NewNumber(v.created)
	return line(v.model, &created, message, done)
}

// piece takes a piece of a call.
func (v *voice) piece(dst []byte, p *chat.Value) []byte {
	n := int64(0)
	if index := p.Get("index"); index != nil {
		n, _ = strconv.ParseInt(index.Num, 10, 64)
	}
	f := p.Get(chat.ToolFunction)
	if v.call == nil || v.call.index != n {
		dst = v.flush(dst)
		v.call = &call{index: n, id: p.Get("id").Text(), name: f.Get("name").Text()}
	}
	v.call.arguments.WriteString(f.Get("arguments").Text())
	return dst
}

// flush says the call that has grown, if there is one.
func (v *voice) flush(dst []byte) []byte {
	c := v.call
	if c == nil {
		return dst
	}
	v.call = nil
	one, ok := called(v.calls, c.id, c.name, c.arguments.String())
	if !ok {
		v.broken = true
		return dst
	}
	v.calls++
	message := said("", "")
	message.Set("tool_calls", chat.NewArray(one))
	return v.line(dst, message, nil)
}

// Done is the last line. An answer with a call that cannot be said has no good end.
func (v *voice) Done(dst []byte) []byte {
	dst = v.flush(dst)
	if v.broken {
		return v.Fail(dst, chat.ErrEngineAnswer())
	}
	out := v.head(said("", ""), true)
	v.asked.end(&out, v.finish, &v.usage)
	return append(out.AppendJSON(dst), '\n')
}

// Fail is a line with the error: Ollama's clients raise it.
func (*voice) Fail(dst []byte, fault *chat.Error) []byte {
	dst = append(dst, Surface{}.Fault(fault, "")...)
	return append(dst, '\n')
}
