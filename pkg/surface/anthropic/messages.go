package anthropic

import (
	"slices"
	"strings"

	"sluice/pkg/chat"
	"sluice/pkg/surface"
)

// messages are the system prompt and the turns, in order. A turn with results of tools
// becomes several: a message for each result, and the rest around them.
func (t *translation) messages(system, turns *chat.Value) chat.Value {
	var out []chat.Value
	if !system.IsNull() {
		content := *system
		if system.Kind != chat.String {
			content = contentOf(t.parts(system, surface.At("system"), texts))
		}
		out = append(out, message("system", content))
	}
	at := surface.At("messages")
	if !t.Is(turns, chat.Array, "array", at) {
		return chat.Value{}
	}
	for i := range turns.Elems {
		first := len(out)
		out = append(out, t.turn(&turns.Elems[i], at.Nth(i))...)
		if t.Refused() {
			return chat.Value{}
		}
		t.more(&turns.Elems[i], &out[first], "role", "content")
	}
	return chat.NewArray(out...)
}

func message(role string, content chat.Value) chat.Value {
	return chat.NewObject(chat.Member{Name: "role", Value: chat.NewString(role)}, chat.Member{Name: "content", Value: content})
}

// more carries the members of from that were not read over to to.
func (t *translation) more(from, to *chat.Value, read ...string) {
	t.More(from, to, append(read, "cache_control")...)
}

// turn is one message, of which at least one comes.
func (t *translation) turn(v *chat.Value, at *surface.Place) []chat.Value {
	if !t.Is(v, chat.Object, "object", at) {
		return nil
	}
	role, content := v.Get("role").Text(), v.Get("content")
	if role != "user" && role != "assistant" {
		t.WrongValue(at.In("role"), "user or assistant")
		return nil
	}
	at = at.In("content")
	if content != nil && content.Kind == chat.String {
		return []chat.Value{message(role, *content)}
	}
	if !t.Is(content, chat.Array, "string or array", at) {
		return nil
	}
	if role == "assistant" {
		return []chat.Value{t.said(content, at)}
	}
	return t.asks(content, at)
}

// asks is what the user's side says: parts of prompts and results of tools.
func (t *translation) asks(content *chat.Value, at *surface.Place) []chat.Value {
	var out, parts []chat.Value
	for i := range content.Elems {
		block := &content.Elems[i]
		if block.Get("type").Text() != "tool_result" {
			parts = t.part(parts, block, at.Nth(i), all)
			continue
		}
		if len(parts) > 0 {
			out, parts = append(out, message("user", contentOf(parts))), nil
		}
		out = append(out, t.result(block, at.Nth(i)))
	}
	if len(parts) > 0 || len(out) == 0 {
		out = append(out, message("user", contentOf(parts)))
	}
	return out
}

// result is what a tool gave. That it failed is said in words: OpenAI's shape has no
// other place for it.
func (t *translation) result(v *chat.Value, at *surface.Place) chat.Value {
	const failed = "Error: "
	content, wrong := v.Get("content"), v.Get("is_error")
	if !wrong.IsNull() && wrong.Kind != chat.Bool {
		t.WrongType(at.In("is_error"), "boolean")
	}
	bad := !wrong.IsNull() && wrong.Bool
	var given chat.Value
	switch {
	case content.IsNull():
		given = chat.NewString("")
	case content.Kind == chat.String:
		given = *content
	default:
		given = contentOf(t.parts(content, at.In("content"), all))
	}
	if bad && given.Kind == chat.Array {
		given.Elems = append([]chat.Value{textPart(failed)}, given.Elems...)
	} else if bad {
		given = chat.NewString(failed + given.Str)
	}
	if given.Kind == chat.Array && len(given.Elems) == 0 {
		given = chat.NewString("")
	}
	out := message("tool", given)
	out.Set("tool_call_id", chat.NewString(t.Text(v.Get("tool_use_id"), at.In("tool_use_id"))))
	t.more(v, &out, "type", "tool_use_id", "content", "is_error")
	return out
}

// said is what the model said before: its thoughts, its text, the tools that it called.
func (t *translation) said(content *chat.Value, at *surface.Place) chat.Value {
	var parts, calls []chat.Value
	var thoughts []string
	for i := range content.Elems {
		block, at := &content.Elems[i], at.Nth(i)
		switch block.Get("type").Text() {
		case "thinking":
			thoughts = append(thoughts, t.Text(block.Get("thinking"), at.In("thinking")))
			t.nothingElse(block, at, "type", "thinking", "signature")
		case "redacted_thinking": // only its maker can read it
			t.nothingElse(block, at, "type", "data")
		case "tool_use":
			calls = append(calls, t.call(block, at))
		default:
			parts = t.part(parts, block, at, texts)
		}
	}
	out := message("assistant", chat.Value{})
	if len(parts) > 0 {
		out.Set("content", contentOf(parts))
	} else if len(calls) == 0 {
		out.Set("content", chat.NewString(""))
	}
	if len(thoughts) > 0 {
		out.Set("reasoning_content", chat.NewString(strings.Join(thoughts, "\n\n")))
	}
	if len(calls) > 0 {
		out.Set("tool_calls", chat.NewArray(calls...))
	}
	return out
}

// nothingElse refuses members that would be dropped.
func (t *translation) nothingElse(v *chat.Value, at *surface.Place, known ...string) {
	for i := range v.Members {
		if m := &v.Members[i]; m.Name != "cache_control" && !slices.Contains(known, m.Name) && !m.Value.IsNull() {
			t.NoContent(at, "has a member that cannot be passed on")
		}
	}
}
