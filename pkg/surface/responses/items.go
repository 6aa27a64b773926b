package responses

import (
	"fmt"
	"slices"
	"strings"

	"sluice/pkg/chat"
)

// input writes the messages: instructions first, as the system's.
func (t *translation) input() *chat.Error {
	if v := t.root.Get("instructions"); !v.IsNull() {
		t.say(origin{content: "instructions"}, newMessage("system", *v))
	}
	v := t.root.Get("input")
	if v.Kind == chat.String {
		t.say(origin{content: "input"}, newMessage("user", *v))
		return nil
	}
	for i := range v.Elems {
		if fault := t.item(&v.Elems[i], fmt.Sprintf("input[%d]", i)); fault != nil {
			return fault
		}
	}
	t.settle()
	return nil
}

func newMessage(role string, content chat.Value) chat.Value {
	return chat.NewObject(chat.Member{Name: "role", Value: chat.NewString(role)}, chat.Member{Name: "content", Value: content})
}

func (t *translation) say(from origin, m chat.Value) *chat.Value {
	t.settle()
	t.messages = append(t.messages, m)
	t.places = append(t.places, from)
	t.turn = false
	return &t.messages[len(t.messages)-1]
}

func (t *translation) item(item *chat.Value, at string) *chat.Error {
	switch item.Get("type").Text() {
	case "", "message":
		return t.message(item, at)
	case "reasoning":
		return t.thought(item, at)
	case "function_call":
		return t.call(item, at)
	case "function_call_output":
		content, fault := parts(item.Get("output"), at+".output")
		if fault != nil {
			return fault
		}
		m := t.say(origin{content: at + ".output", id: at + ".call_id"}, newMessage("tool", content))
		m.Set("tool_call_id", *item.Get("call_id"))
		return t.carry(item, at, "call_id", "output")
	case "item_reference":
		return reference(at)
	}
	return hostedTool(at+".type", "Leave the item out, or send what it says as a message")
}

func reference(at string) *chat.Error {
	return unsupported(at, "No responses are kept here: send the item itself. Clients that refer to items of earlier answers "+
		"stop it when they are told not to store: with the AI SDK set providerOptions.openai.store to false")
}

// message begins a turn of the assistant's where it is one, or goes on with one that has
// only reasoning yet.
func (t *translation) message(item *chat.Value, at string) *chat.Error {
	content, fault := parts(item.Get("content"), at+".content")
	if fault != nil {
		return fault
	}
	role := item.Get("role").Str
	if role != "assistant" {
		t.say(origin{content: at + ".content"}, newMessage(role, content))
		return t.carry(item, at, "role", "content")
	}
	m := t.assistant(func(m *chat.Value) bool { return m.Get("content").IsNull() && m.Get("tool_calls") == nil })
	m.Set("content", content)
	t.last().content = at + ".content"
	return t.carry(item, at, "role", "content")
}

// thought is what the model reasoned before it spoke or called.
func (t *translation) thought(item *chat.Value, at string) *chat.Error {
	var texts []string
	for _, name := range []string{"summary", "content"} {
		if v := item.Get(name); v != nil {
			for i := range v.Elems {
				texts = append(texts, v.Elems[i].Get("text").Text())
			}
		}
	}
	if len(texts) == 0 {
		return nil // what is sealed for another server says nothing to a model
	}
	t.assistant(func(m *chat.Value) bool { return m.Get("content").IsNull() && m.Get("tool_calls") == nil })
	t.thinking = append(t.thinking, texts...)
	t.last().reasoning = at
	return t.carry(item, at, "summary", "content", "encrypted_content")
}

// settle gives the last message what was reasoned before it, and what its items carry: until then it has few members,
// which are looked for again and again.
func (t *translation) settle() {
	if len(t.messages) == 0 {
		return
	}
	m := &t.messages[len(t.messages)-1]
	if len(t.thinking) > 0 {
		m.Set("reasoning_content", chat.NewString(strings.Join(t.thinking, "\n")))
		if m.Get("content").IsNull() && m.Get("tool_calls") == nil {
			m.Set("content", chat.NewString(""))
		}
	}
	m.Members = append(m.Members, t.carried...)
	t.thinking, t.carried, t.carries = nil, nil, nil
}

func (t *translation) call(item *chat.Value, at string) *chat.Error {
	m := t.assistant(func(*chat.Value) bool { return true })
	call := chat.NewObject(
		chat.Member{Name: "id", Value: *item.Get("call_id")},
		chat.Member{Name: "type", Value: chat.NewString(chat.ToolFunction)},
		chat.Member{Name: "function", Value: chat.NewObject(
			chat.Member{Name: "name", Value: *item.Get("name")}, chat.Member{Name: "arguments", Value: *item.Get("arguments")})})
	more, fault := beside(item, at, "call_id", "name", "arguments")
	if fault != nil {
		return fault
	}
	call.Members = append(call.Members, more...)
	if m.Get("tool_calls") == nil {
		m.Set("tool_calls", chat.NewArray())
	}
	calls := m.Get("tool_calls")
	calls.Elems = append(calls.Elems, call)
	t.last().calls = append(t.last().calls, at)
	return nil
}

// assistant is the message of the assistant's present turn, if fits says that more may be
// added to it, else a new one.
func (t *translation) assistant(fits func(*chat.Value) bool) *chat.Value {
	if t.turn {
		if m := &t.messages[len(t.messages)-1]; fits(m) {
			return m
		}
	}
	m := t.say(origin{}, newMessage("assistant", chat.Value{}))
	t.turn = true
	return m
}

func (t *translation) last() *origin { return &t.places[len(t.places)-1] }

// carry takes along what an item of the last message has beside the members that are read.
func (t *translation) carry(item *chat.Value, at string, read ...string) *chat.Error {
	more, fault := beside(item, at, read...)
	if fault != nil {
		return fault
	}
	if t.carries == nil {
		t.carries = make(map[string]bool, len(more))
	}
	for i := range more {
		if t.carries[more[i].Name] {
			return foreign(at+".*", "another item of the same turn has a member of its name")
		}
		t.carries[more[i].Name] = true
	}
	t.carried = append(t.carried, more...)
	return nil
}

// beside is what an item has beside the members that are read: but for its id and
// status, which are of no use to a model. A name that means something else on a message is
// refused.
func beside(item *chat.Value, at string, read ...string) ([]chat.Member, *chat.Error) {
	var more []chat.Member
	for i := range item.Members {
		m := &item.Members[i]
		if slices.Contains(read, m.Name) {
			continue
		}
		switch m.Name {
		case "type", "id", "status":
		case "role", "content", "refusal", "reasoning", "reasoning_content", "tool_calls", "tool_call_id", "function_call", "function", "custom", "audio":
			return nil, foreign(at+"."+m.Name, "its items have no such member")
		default:
			more = append(more, *m)
		}
	}
	return more, nil
}
