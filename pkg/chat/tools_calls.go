package chat

import (
	"slices"
	"strconv"
)

// Call is one call of a tool in a completion.
type Call struct {
	Index     int    // its place in tool_calls; -1 is the old function_call
	Type      string // ToolFunction, "custom" or "function_call"
	ID        string
	Name      string
	Arguments string // as the model wrote them: JSON text of a function, free text of a custom tool
}

// Calls returns the tool calls of choice i, in order, the old function_call last. What is not
// plainly the call of a function (it has both shapes, or another type) is a custom one.
func (c *Completion) Calls(i int) []Call {
	message := c.choice(i).Get("message")
	var all []Call
	if calls := message.Get("tool_calls"); calls != nil {
		for j := range calls.Elems {
			all = append(all, callOf(j, &calls.Elems[j]))
		}
	}
	if old := message.Get("function_call"); !old.IsNull() {
		all = append(all, Call{Index: -1, Type: "function_call", Name: old.Get("name").Text(), Arguments: old.Get("arguments").Text()})
	}
	return all
}

func callOf(j int, v *Value) Call {
	call := Call{Index: j, Type: ToolFunction, ID: v.Get("id").Text()}
	what, custom := v.Get("function"), v.Get("custom")
	if kind := v.Get("type"); custom != nil || what == nil || !kind.IsNull() && kind.Text() != ToolFunction {
		call.Type = "custom"
	}
	if what == nil {
		what = custom
	}
	call.Name = what.Get("name").Text()
	call.Arguments = what.Get("arguments").Text()
	if call.Arguments == "" {
		call.Arguments = what.Get("input").Text()
	}
	return call
}

// KeepCalls removes the calls of choice i that keep does not want, and returns how many those
// were. Where there were any, the choice ends by content_filter, also if others are left, and
// loses its log-probabilities: some engines spell calls there too.
func (c *Completion) KeepCalls(i int, keep func(Call) bool) (removed int) {
	choice := c.choice(i)
	message := choice.Get("message")
	kept := map[int]bool{}
	for _, call := range c.Calls(i) {
		if keep(call) {
			kept[call.Index] = true
		} else {
			removed++
		}
	}
	if removed == 0 {
		return 0
	}
	if calls := message.Get("tool_calls"); calls != nil {
		at := -1
		calls.Elems = slices.DeleteFunc(calls.Elems, func(Value) bool { at++; return !kept[at] })
		for j := range calls.Elems {
			if index := calls.Elems[j].Get("index"); !index.IsNull() {
				*index = NewNumber(strconv.Itoa(j))
			}
		}
		if len(calls.Elems) == 0 {
			message.Delete("tool_calls")
		}
	}
	if !kept[-1] {
		message.Delete("function_call")
	}
	if message.Get("content") == nil {
		message.Set("content", Value{})
	}
	choice.Set("finish_reason", NewString(CodeContentFilter))
	c.DropLogprobs(i)
	return removed
}

// AppendText appends text to what choice i says, as a paragraph of its own.
func (c *Completion) AppendText(i int, text string) {
	message := c.choice(i).Get("message")
	if message == nil {
		return
	}
	content := message.Get("content")
	before := contentText(content)
	if before != "" {
		text = "\n\n" + text
	}
	if content != nil && content.Kind == Array {
		content.Elems = append(content.Elems, NewObject(Member{"type", NewString("text")}, Member{"text", NewString(text)}))
		return
	}
	message.Set("content", NewString(before+text))
}
