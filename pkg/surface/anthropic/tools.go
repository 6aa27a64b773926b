package anthropic

import (
	"sluice/pkg/chat"
	"sluice/pkg/surface"
)

// tools are the tools that are offered. Those that Anthropic's servers run, or define,
// are not to be had here.
func (t *translation) tools(v *chat.Value, at *surface.Place) {
	if v.IsNull() || !t.Is(v, chat.Array, "array", at) {
		return
	}
	var out []chat.Value
	for i := range v.Elems {
		out = append(out, t.tool(&v.Elems[i], at.Nth(i)))
	}
	if len(out) > 0 {
		t.Put("tools", chat.NewArray(out...))
	}
}

func (t *translation) tool(v *chat.Value, at *surface.Place) chat.Value {
	if !t.Is(v, chat.Object, "object", at) {
		return chat.Value{}
	}
	if kind := v.Get("type"); !kind.IsNull() && kind.Text() != "custom" {
		t.NoTools(at.In("type"), "Offer it as a tool of type custom, with an input_schema")
	}
	f := chat.NewObject()
	for i := range v.Members {
		switch m := &v.Members[i]; m.Name {
		case "type", "cache_control":
		case "input_schema":
			t.Is(&m.Value, chat.Object, "object", at.In("input_schema"))
			f.Members = append(f.Members, chat.Member{Name: "parameters", Value: m.Value})
		case "parameters":
			t.WrongValue(at, "a tool with input_schema, not parameters")
		default:
			f.Members = append(f.Members, *m)
		}
	}
	if f.Get("parameters") == nil {
		t.Missing(at.In("input_schema"))
	}
	return function(f)
}

func function(f chat.Value) chat.Value {
	return chat.NewObject(chat.Member{Name: "type", Value: chat.NewString(chat.ToolFunction)}, chat.Member{Name: chat.ToolFunction, Value: f})
}

// toolChoice says whether, and which, tools are to be called.
func (t *translation) toolChoice(v *chat.Value, at *surface.Place) {
	if v.IsNull() || !t.Is(v, chat.Object, "object", at) {
		return
	}
	for i := range v.Members {
		switch m := &v.Members[i]; m.Name {
		case "type", "name":
		case "disable_parallel_tool_use":
			if m.Value.IsNull() || !t.Is(&m.Value, chat.Bool, "boolean", at.In(m.Name)) {
				continue
			}
			t.Put("parallel_tool_calls", chat.Value{Kind: chat.Bool, Bool: !m.Value.Bool})
		default:
			t.WrongValue(at, "an object of type, name and disable_parallel_tool_use")
		}
	}
	kind, name := v.Get("type").Text(), v.Get("name")
	if kind != "tool" && !name.IsNull() {
		t.WrongValue(at.In("name"), "left out but for type tool")
	}
	switch kind {
	case "auto", "none":
		t.Put("tool_choice", chat.NewString(kind))
	case "any":
		t.Put("tool_choice", chat.NewString(chat.ChoiceRequired))
	case "tool":
		t.Put("tool_choice", function(chat.NewObject(
			chat.Member{Name: "name", Value: chat.NewString(t.Text(name, at.In("name")))})))
	default:
		t.WrongValue(at.In("type"), "auto, any, tool or none")
	}
}

// call is a call that the model made before. Its input is an object; OpenAI's arguments
// are its JSON text.
func (t *translation) call(v *chat.Value, at *surface.Place) chat.Value {
	arguments := []byte("{}")
	if input := v.Get("input"); !input.IsNull() && t.Is(input, chat.Object, "object", at.In("input")) {
		arguments = input.AppendJSON(nil)
	}
	out := chat.NewObject(
		chat.Member{Name: "id", Value: chat.NewString(t.Text(v.Get("id"), at.In("id")))},
		chat.Member{Name: "type", Value: chat.NewString(chat.ToolFunction)},
		chat.Member{Name: chat.ToolFunction, Value: chat.NewObject(
			chat.Member{Name: "name", Value: chat.NewString(t.Text(v.Get("name"), at.In("name")))},
			chat.Member{Name: "arguments", Value: chat.NewString(string(arguments))},
		)},
	)
	t.more(v, &out, "type", "id", "name", "input")
	return out
}
