package anthropic

import (
	"strconv"
	"strings"

	"sluice/pkg/chat"
)

// voice speaks a stream as Anthropic's events: blocks one after the other, each opened
// and closed. Thoughts that come after text has begun are a block of their own.
type voice struct {
	id      string // of the request; "" before the first chunk
	open    string // type of the block that is open; "" for none
	index   int    // its number, or that of the next
	thinks  string // the field that thoughts come in
	call    int64  // which tool call is open
	called  bool
	refused bool
	finish  string
	usage   count
}

// Type is that of server-sent events.
func (*voice) Type() string { return "text/event-stream" }

// Chunk says what a chunk adds.
func (v *voice) Chunk(dst []byte, chunk *chat.Value) []byte {
	dst = v.begin(dst, chunk)
	if usage := chunk.Get("usage"); !usage.IsNull() {
		v.usage = countOf(usage)
	}
	choices := chunk.Get("choices")
	if choices == nil || len(choices.Elems) == 0 {
		return dst
	}
	choice := &choices.Elems[0]
	delta := choice.Get("delta")
	for _, field := range reasoningFields() {
		text := delta.Get(field).Text()
		if text != "" && (v.thinks == "" || v.thinks == field) {
			v.thinks = field
			dst = v.say(dst, "thinking", "thinking_delta", "thinking", text)
		}
	}
	if text := delta.Get("content").Text(); text != "" {
		dst = v.say(dst, "text", "text_delta", "text", text)
	}
	if text := delta.Get("refusal").Text(); text != "" {
		v.refused = true
		dst = v.say(dst, "text", "text_delta", "text", text)
	}
	if calls := delta.Get("tool_calls"); calls != nil {
		for i := range calls.Elems {
			dst = v.calls(dst, &calls.Elems[i])
		}
	}
	if finish := choice.Get("finish_reason").Text(); finish != "" {
		v.finish = finish
	}
	return dst
}

// begin says the beginning of the message. What its prompt cost is known at its end.
func (v *voice) begin(dst []byte, chunk *chat.Value) []byte {
	if v.id != "" {
		return dst
	}
	id := chunk.Get("id").Text()
	v.id = strings.TrimPrefix(id, "chatcmpl-")
	message := head(id, chunk.Get("model").Text(), nil)
	message.Set("usage", count{}.value())
	return event(dst, "message_start", chat.Member{Name: "message", Value: message})
}

// say adds text to a block of a type, which is opened where another is.
func (v *voice) say(dst []byte, kind, delta, field, text string) []byte {
	if v.open != kind {
		dst = v.close(dst)
		begun := textBlock("")
		if kind == "thinking" {
			begun = thinkingBlock("")
		}
		dst = v.start(dst, begun)
	}
	return v.delta(dst, delta, field, text)
}

func (v *voice) start(dst []byte, begun chat.Value) []byte {
	v.open = begun.Get("type").Text()
	return event(dst, "content_block_start", v.place(), chat.Member{Name: "content_block", Value: begun})
}

func (v *voice) place() chat.Member {
	return chat.Member{Name: "index", Value: chat.NewNumber(strconv.Itoa(v.index))}
}

func (v *voice) delta(dst []byte, kind, field, text string) []byte {
	return event(dst, "content_block_delta", v.place(),
		chat.Member{Name: "delta", Value: block(kind, chat.Member{Name: field, Value: chat.NewString(text)})})
}

func (v *voice) close(dst []byte) []byte {
	if v.open == "" {
		return dst
	}
	dst = event(dst, "content_block_stop", v.place())
	v.open = ""
	v.index++
	return dst
}

// calls says a piece of a tool call: its name opens a block, its arguments follow.
func (v *voice) calls(dst []byte, piece *chat.Value) []byte {
	n, _ := number(piece.Get("index"))
	f := piece.Get(chat.ToolFunction)
	if v.open != "tool_use" || n != v.call {
		dst = v.close(dst)
		v.call, v.called = n, true
		dst = v.start(dst, toolBlock(piece.Get("id").Text(), f.Get("name").Text(), chat.NewObject()))
	}
	if text := f.Get("arguments").Text(); text != "" {
		dst = v.delta(dst, "input_json_delta", "partial_json", text)
	}
	return dst
}

// Done ends the message: why it ended, and what it cost.
func (v *voice) Done(dst []byte) []byte {
	dst = v.begin(dst, nil)
	dst = v.close(dst)
	dst = event(dst, "message_delta",
		chat.Member{Name: "delta", Value: chat.NewObject(
			chat.Member{Name: "stop_reason", Value: chat.NewString(reasonOf(v.finish, v.refused, v.called))},
			chat.Member{Name: "stop_sequence"})},
		chat.Member{Name: "usage", Value: v.usage.value()})
	return event(dst, "message_stop")
}

// Fail appends the error as an event: Anthropic's clients raise it.
func (v *voice) Fail(dst []byte, fault *chat.Error) []byte {
	dst = append(dst, "event: error\ndata: "...)
	dst = append(dst, Surface{}.Fault(fault, v.id)...)
	return append(dst, "\n\n"...)
}

// event appends one event, whose data has its name as type.
func event(dst []byte, name string, more ...chat.Member) []byte {
	dst = append(dst, "event: "...)
	dst = append(dst, name...)
	dst = append(dst, "\ndata: "...)
	data := block(name, more...)
	dst = data.AppendJSON(dst)
	return append(dst, "\n\n"...)
}
