package ollama

import (
	"slices"
	"strconv"

	"sluice/pkg/chat"
	"sluice/pkg/surface"
)

// pending is a call whose result has not come.
type pending struct{ id, name string }

// maxPending bounds the calls whose results have not come: each result is looked for
// among them.
const maxPending = 4096

func (t *translation) messages(v *chat.Value, at *surface.Place) chat.Value {
	if !t.Is(v, chat.Array, "array", at) {
		return chat.Value{}
	}
	out := chat.NewArray()
	for i := range v.Elems {
		out.Elems = append(out.Elems, t.message(&v.Elems[i], at.Nth(i)))
		if t.Refused() {
			return chat.Value{}
		}
	}
	return out
}

func (t *translation) message(v *chat.Value, at *surface.Place) chat.Value {
	out := chat.NewObject()
	if !t.Is(v, chat.Object, "object", at) {
		return out
	}
	role := t.Text(v.Get("role"), at.In("role"))
	out.Set("role", chat.NewString(role))
	out.Set("content", t.content(v, role, at))
	if thoughts := v.Get("thinking"); !thoughts.IsNull() {
		out.Set("reasoning_content", chat.NewString(t.Text(thoughts, at.In("thinking"))))
	}
	if calls := v.Get("tool_calls"); !calls.IsNull() {
		if all := t.made(calls, at.In("tool_calls")); len(all) > 0 {
			out.Set("tool_calls", chat.NewArray(all...))
		}
	}
	if role == "tool" {
		out.Set("tool_call_id", chat.NewString(t.answers(v, at)))
	}
	if name := v.Get("tool_name"); !name.IsNull() {
		out.Set("name", chat.NewString(t.Text(name, at.In("tool_name"))))
	}
	read := []string{"role", "content", "images", "thinking", "tool_calls", "tool_name"}
	if role == "tool" {
		read = append(read, "tool_call_id")
	}
	t.More(v, &out, read...)
	return out
}

// content is the text, or the text and the pictures.
func (t *translation) content(v *chat.Value, role string, at *surface.Place) chat.Value {
	text, images := v.Get("content"), v.Get("images")
	if text.IsNull() && (role == "assistant" || !images.IsNull()) {
		text = &chat.Value{Kind: chat.String}
	}
	said := chat.NewString(t.Text(text, at.In("content")))
	if images.IsNull() || images.Kind == chat.Array && len(images.Elems) == 0 {
		return said
	}
	at = at.In("images")
	if !t.Is(images, chat.Array, "array", at) {
		return said
	}
	parts := chat.NewArray()
	if said.Str != "" {
		parts.Elems = append(parts.Elems, part("text", chat.Member{Name: "text", Value: said}))
	}
	for i := range images.Elems {
		data := t.Text(&images.Elems[i], at.Nth(i))
		kind := imageType(data)
		if kind == "" {
			t.NoContent(at.Nth(i), "is no JPEG, PNG, GIF or WebP in base64")
		}
		url := chat.NewObject(chat.Member{Name: "url", Value: chat.NewString("data:" + kind + ";base64," + data)})
		parts.Elems = append(parts.Elems, part("image_url", chat.Member{Name: "image_url", Value: url}))
	}
	return parts
}

func part(kind string, what chat.Member) chat.Value {
	return chat.NewObject(chat.Member{Name: "type", Value: chat.NewString(kind)}, what)
}

// made are the calls that the model made. Those without an id get one by their number, by
// which their results are told apart.
func (t *translation) made(v *chat.Value, at *surface.Place) []chat.Value {
	if !t.Is(v, chat.Array, "array", at) {
		return nil
	}
	var out []chat.Value
	for i := range v.Elems {
		call, at := &v.Elems[i], at.Nth(i)
		f := call.Get("function")
		if !t.Is(call, chat.Object, "object", at) || !t.Is(f, chat.Object, "object", at.In("function")) {
			return nil
		}
		if kind := call.Get("type"); !kind.IsNull() && kind.Text() != chat.ToolFunction {
			t.NoTools(at.In("type"), "Only functions can be called")
		}
		id := "call_" + strconv.Itoa(t.calls)
		if given := call.Get("id"); !given.IsNull() && (given.Kind != chat.String || given.Str != "") {
			id = t.Text(given, at.In("id"))
		}
		t.calls++
		arguments := []byte("{}")
		if given := f.Get("arguments"); !given.IsNull() && t.Is(given, chat.Object, "object", at.In("function").In("arguments")) {
			arguments = given.AppendJSON(nil)
		}
		name := t.Text(f.Get("name"), at.In("function").In("name"))
		if len(t.pending) == maxPending {
			t.WrongValue(at, "among fewer calls without a result")
			return nil
		}
		t.pending = append(t.pending, pending{id, name})
		function := chat.NewObject(chat.Member{Name: "name", Value: chat.NewString(name)},
			chat.Member{Name: "arguments", Value: chat.NewString(string(arguments))})
		t.More(f, &function, "name", "arguments", "index")
		whole := chat.NewObject(chat.Member{Name: "id", Value: chat.NewString(id)},
			chat.Member{Name: "type", Value: chat.NewString(chat.ToolFunction)}, chat.Member{Name: chat.ToolFunction, Value: function})
		t.More(call, &whole, "id", "type", "function")
		out = append(out, whole)
	}
	return out
}

// answers is the id of the call that a result is of: the one it names, else the first
// that waits for one of its tool, else the first that waits.
func (t *translation) answers(v *chat.Value, at *surface.Place) string {
	if id := v.Get("tool_call_id"); !id.IsNull() {
		named := t.Text(id, at.In("tool_call_id"))
		t.pending = slices.DeleteFunc(t.pending, func(p pending) bool { return p.id == named })
		return named
	}
	which := 0
	if name := v.Get("tool_name").Text(); name != "" {
		which = slices.IndexFunc(t.pending, func(p pending) bool { return p.name == name })
	}
	if which < 0 || which >= len(t.pending) {
		t.WrongValue(at, "the result of a call in an earlier message")
		return ""
	}
	id := t.pending[which].id
	t.pending = slices.Delete(t.pending, which, which+1)
	return id
}
