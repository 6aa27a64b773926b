package anthropic

import (
	"sluice/pkg/chat"
	"sluice/pkg/surface"
)

// translation writes a chat completion request of a request for a message.
type translation struct {
	surface.Draft
	stops []string
}

func (t *translation) request(v *chat.Value) {
	if !t.Is(v, chat.Object, "object", nil) {
		return
	}
	if v.Get("max_tokens").IsNull() {
		t.Missing(surface.At("max_tokens"))
	}
	for i := range v.Members {
		if m := &v.Members[i]; !t.mapped(m.Name, &m.Value, v) {
			t.Put(m.Name, m.Value)
		}
		if t.Refused() {
			return
		}
	}
}

// mapped writes a member that Anthropic's shape has in its own way, and says whether it
// is one. All others mean the same in both shapes, or nothing to us.
func (t *translation) mapped(name string, v, all *chat.Value) bool {
	at := surface.At(name)
	switch name {
	case "messages":
		t.Put("messages", t.messages(all.Get("system"), v))
	case "system": // stands before the messages
		if all.Get("messages") == nil {
			t.Missing(surface.At("messages"))
		}
	case "stop_sequences":
		t.stopSequences(v, at)
	case "metadata":
		t.metadata(v, at)
	case "stream":
		t.Put("stream", *v)
		if v.Kind == chat.Bool && v.Bool {
			t.Put("stream_options", chat.NewObject(chat.Member{Name: "include_usage", Value: chat.Value{Kind: chat.Bool, Bool: true}}))
		}
	case "tools":
		t.tools(v, at)
	case "tool_choice":
		t.toolChoice(v, at)
	case "output_config":
		t.outputConfig(v, at)
	case "output_format":
		if !v.IsNull() {
			t.outputFormat(v, at)
		}
	case "cache_control": // the engine caches as it does
	case "mcp_servers", "container":
		if !v.IsNull() && len(v.Elems) == 0 && v.Kind == chat.Array {
			return true
		}
		if !v.IsNull() {
			t.NoTools(at, "Offer its tools as tools of your own")
		}
	case "n", "logprobs", "top_logprobs", "functions", "function_call", "modalities", "audio":
		if !v.IsNull() {
			t.WrongValue(at, "left out: a message has no place for what it asks for")
		}
	default:
		return false
	}
	return true
}

func (t *translation) stopSequences(v *chat.Value, at *surface.Place) {
	if !v.IsNull() && v.Kind != chat.Array {
		t.WrongType(at, "array")
		return
	}
	for i := range v.Elems {
		t.stops = append(t.stops, t.Text(&v.Elems[i], at.Nth(i)))
	}
	if len(v.Elems) > 0 {
		t.Put("stop", *v)
	}
}

// metadata has the id of the caller's own user, which is OpenAI's user.
func (t *translation) metadata(v *chat.Value, at *surface.Place) {
	if v.IsNull() || !t.Is(v, chat.Object, "object", at) {
		return
	}
	var rest chat.Value
	for i := range v.Members {
		m := &v.Members[i]
		switch {
		case m.Name != "user_id":
			rest.Members = append(rest.Members, *m)
		case !m.Value.IsNull():
			t.Put("user", m.Value)
		}
	}
	t.putRest("metadata", rest)
}

// putRest writes the members of an object that were not mapped, under its own name.
func (t *translation) putRest(name string, rest chat.Value) {
	if len(rest.Members) > 0 {
		t.Put(name, chat.NewObject(rest.Members...))
	}
}

// outputConfig says how much effort the answer is worth, and in which form it is to be.
func (t *translation) outputConfig(v *chat.Value, at *surface.Place) {
	if v.IsNull() || !t.Is(v, chat.Object, "object", at) {
		return
	}
	var rest chat.Value
	for i := range v.Members {
		switch m := &v.Members[i]; {
		case m.Value.IsNull():
		case m.Name == "effort":
			effort := t.Text(&m.Value, at.In("effort"))
			if effort == "max" {
				effort = "xhigh" // OpenAI's word for the most
			}
			t.Put("reasoning_effort", chat.NewString(effort))
		case m.Name == "format":
			t.outputFormat(&m.Value, at.In("format"))
		default:
			rest.Members = append(rest.Members, *m)
		}
	}
	t.putRest("output_config", rest)
}

// outputFormat is a JSON Schema that the answer must fit.
func (t *translation) outputFormat(v *chat.Value, at *surface.Place) {
	if !t.Is(v, chat.Object, "object", at) {
		return
	}
	if v.Get("type").Text() != "json_schema" {
		t.WrongValue(at.In("type"), "json_schema")
		return
	}
	named := chat.NewObject()
	if v.Get("name") == nil {
		named.Set("name", chat.NewString("output"))
	}
	for i := range v.Members {
		if m := &v.Members[i]; m.Name != "type" {
			named.Members = append(named.Members, *m)
		}
	}
	if t.Is(named.Get("schema"), chat.Object, "object", at.In("schema")) {
		t.Put("response_format", chat.NewObject(
			chat.Member{Name: "type", Value: chat.NewString("json_schema")}, chat.Member{Name: "json_schema", Value: named}))
	}
}
