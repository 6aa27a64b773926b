package chat

// Said are the texts of a completion, choice by choice: content in a string or in
// parts, refusal, reasoning, and the names and arguments of calls. Log-probabilities
// spell the content again and are left out.
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
	}
	return out
}
