package chat

import (
	"slices"
	"strings"
)

// Said are the texts of a completion, choice by choice: content in a string or in
// parts, refusal, reasoning, the names and arguments of calls, and whatever an engine
// adds to a message, each member as one text, to its parts and calls, and, where it is
// more than a word, beside it. Log-probabilities spell the content again and are left out.
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
					out = besides(out, &v.Elems[j], 0, "type", "text", "refusal")
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
				call := &calls.Elems[j]
				addCall(call.Get("function"))
				out = besides(out, call, 0, "id", "index", "type", "function", "custom")
				out = besides(out, call.Get("function"), 0, "name", "arguments")
			}
		}
		out = besides(out, &choices.Elems[i], maxWord, "index", "message", "finish_reason", "logprobs")
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
	return besides(out, doc.Root, maxWord, "id", "object", "created", "model", "choices")
}

// maxWord is what is taken for a name or a number beside what a model says, in bytes:
// why it stopped, the engine's version.
const maxWord = 64

// besides appends the texts of v's other members as one, if it is longer than most.
func besides(out []string, v *Value, most int, known ...string) []string {
	if v == nil {
		return out
	}
	var all []string
	for i := range v.Members {
		if m := &v.Members[i]; !slices.Contains(known, m.Name) {
			all = allTexts(all, &m.Value)
		}
	}
	if text := strings.Join(all, "\n"); len(text) > most {
		out = append(out, text)
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
