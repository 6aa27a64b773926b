package chat

import "strings"

// Said are the texts of a completion, choice by choice: content in a string or in
// parts, refusal, reasoning, the names and arguments of calls, and whatever an engine
// adds to a message, each member as one text. Log-probabilities spell the content again
// and are left out.
func Said(doc *Document) []string {
	choices := doc.Root.Get("choices")
	if choices == nil {
		return nil
	}
	var out []string
	add := func(v *Value) {
		if text := v.Text(); text != "" {
			out = append(out, text)
		}
	}
	for i := range choices.Elems {
		message := choices.Elems[i].Get("message")
		for _, name := range []string{"content", "refusal", "reasoning", "reasoning_content"} {
			v := message.Get(name)
			add(v)
			if v != nil && v.Kind == Array {
				for j := range v.Elems {
					add(v.Elems[j].Get("text"))
					add(v.Elems[j].Get("refusal"))
				}
			}
		}
		addCall := func(call *Value) {
			if args := call.Get("arguments").Text(); args != "" {
				out = append(out, call.Get("name").Text()+" "+args)
			}
		}
		addCall(message.Get("function_call"))
		if calls := message.Get("tool_calls"); calls != nil {
			for j := range calls.Elems {
				addCall(calls.Elems[j].Get("function"))
			}
		}
		if message == nil {
			continue
		}
		for j := range message.Members {
			switch m := &message.Members[j]; m.Name {
			case "role", "content", "refusal", "reasoning", "reasoning_content", "function_call", "tool_calls":
			default:
				if text := strings.Join(allTexts(nil, &m.Value), "\n"); text != "" {
					out = append(out, text)
				}
			}
		}
	}
	return out
}

// allTexts appends every string in v that is not empty.
func allTexts(to []string, v *Value) []string {
	if text := v.Text(); text != "" {
		to = append(to, text)
	}
	for i := range v.Elems {
		to = allTexts(to, &v.Elems[i])
	}
	for i := range v.Members {
		to = allTexts(to, &v.Members[i].Value)
	}
	return to
}
