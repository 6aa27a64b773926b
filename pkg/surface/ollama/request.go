package ollama

import (
	"strings"

	"sluice/pkg/chat"
	"sluice/pkg/surface"
)

// translation writes a chat completion request of a chat.
type translation struct {
	surface.Draft
	calls   int       // of the chat so far
	pending []pending // calls whose results have not come
}

func (t *translation) request(v *chat.Value) {
	if !t.Is(v, chat.Object, "object", nil) {
		return
	}
	for i := range v.Members {
		if m := &v.Members[i]; !t.mapped(m.Name, &m.Value) {
			t.Put(m.Name, m.Value)
		}
		if t.Refused() {
			return
		}
	}
	t.stream(v.Get("stream"))
}

func truth(is bool) chat.Value { return chat.Value{Kind: chat.Bool, Bool: is} }

// stream is on where nothing is said of it. The usage is asked for: Ollama always tells it.
func (t *translation) stream(v *chat.Value) {
	on := v.IsNull() || v.Bool
	if !v.IsNull() && !t.Is(v, chat.Bool, "boolean", surface.At("stream")) {
		return
	}
	t.Put("stream", truth(on))
	if on {
		t.Put("stream_options", chat.NewObject(chat.Member{Name: "include_usage", Value: truth(true)}))
	}
}

// mapped writes a member that Ollama's shape has in its own way, and says whether it is
// one. All others mean the same in both shapes, or nothing to us.
func (t *translation) mapped(name string, v *chat.Value) bool {
	at := surface.At(name)
	switch name {
	case "messages":
		t.Put("messages", t.messages(v, at))
	case "stream": // comes last
	case "keep_alive": // models stay as long as their operator keeps them
	case "options":
		t.options(v, at)
	case "format":
		t.format(v, at)
	case "think":
		t.think(v, at)
	default:
		return t.noPlace(name, v, at)
	}
	return true
}

// noPlace refuses what an answer in this shape could not hold.
func (t *translation) noPlace(name string, v *chat.Value, at *surface.Place) bool {
	switch name {
	case "n", "stream_options", "functions", "function_call", "modalities", "audio":
		if !v.IsNull() {
			t.WrongValue(at, "left out: an answer has no place for what it asks for")
		}
		return true
	}
	return false
}

// options are how the model is to speak, and how its engine is to run.
func (t *translation) options(v *chat.Value, at *surface.Place) {
	if v.IsNull() || !t.Is(v, chat.Object, "object", at) {
		return
	}
	for i := range v.Members {
		m := &v.Members[i]
		switch {
		case m.Value.IsNull():
		case m.Name == "num_predict":
			if t.Is(&m.Value, chat.Number, "integer", at.In(m.Name)) && positive(m.Value.Num) {
				t.Put("max_tokens", m.Value)
			}
		case m.Name == "repeat_penalty": // llama.cpp's word; the other is vLLM's
			t.Put("repeat_penalty", m.Value)
			t.Put("repetition_penalty", m.Value)
		case t.noPlace(m.Name, &m.Value, at):
		default:
			t.Put(m.Name, m.Value)
		}
	}
}

// positive says whether a number bounds anything: Ollama's 0 and less mean no bound.
func positive(literal string) bool {
	return !strings.HasPrefix(literal, "-") && strings.Trim(literal, "0.") != ""
}

// format is JSON, any or of a schema.
func (t *translation) format(v *chat.Value, at *surface.Place) {
	kind := func(word string, more ...chat.Member) {
		t.Put("response_format", chat.NewObject(append([]chat.Member{{Name: "type", Value: chat.NewString(word)}}, more...)...))
	}
	switch {
	case v.IsNull() || v.Kind == chat.String && v.Str == "":
	case v.Kind == chat.String && v.Str == "json":
		kind("json_object")
	case v.Kind == chat.Object:
		kind("json_schema", chat.Member{Name: "json_schema", Value: chat.NewObject(
			chat.Member{Name: "name", Value: chat.NewString("answer")}, chat.Member{Name: "schema", Value: *v})})
	default:
		t.WrongValue(at, "json or a JSON Schema")
	}
}

// think is how much: yes or no is for the model's template, a word is OpenAI's effort.
func (t *translation) think(v *chat.Value, at *surface.Place) {
	switch {
	case v.IsNull():
	case v.Kind == chat.Bool:
		t.Put("chat_template_kwargs", chat.NewObject(chat.Member{Name: "enable_thinking", Value: *v}))
	case v.Kind == chat.String:
		t.Put("reasoning_effort", *v)
	default:
		t.WrongType(at, "boolean or string")
	}
}
