package chat

import "slices"

// ToolFunction is the only type of tool that a request may offer.
const ToolFunction = "function"

// Values of tool_choice that are plain strings.
const (
	ChoiceNone     = "none"
	ChoiceAuto     = "auto"
	ChoiceRequired = "required"
)

// Tool is one function that a request offers to the model.
type Tool struct {
	Name        string
	Description string
	Parameters  *Value // JSON Schema of the arguments; nil: it takes none
	Strict      bool
}

// Tools returns the functions that the request offers, in order.
func (r Request) Tools() []Tool {
	offered := r.Doc.Root.Get("tools")
	if offered == nil {
		return nil
	}
	all := make([]Tool, 0, len(offered.Elems))
	for i := range offered.Elems {
		f := offered.Elems[i].Get("function")
		t := Tool{Name: f.Get("name").Text(), Description: f.Get("description").Text(), Strict: isTrue(f.Get("strict"))}
		if p := f.Get("parameters"); !p.IsNull() {
			t.Parameters = p
		}
		all = append(all, t)
	}
	return all
}

// ToolChoice returns what the request says about calling tools: "" (nothing), "none", "auto",
// "required", or "function" with the name of the one that must be called.
func (r Request) ToolChoice() (mode, name string) {
	choice := r.Doc.Root.Get("tool_choice")
	if choice != nil && choice.Kind == Object {
		return ToolFunction, choice.Get("function").Get("name").Text()
	}
	return choice.Text(), ""
}

// RemoveTools removes the offered tools of these names. A tool_choice that demands one of them
// becomes auto; with the last tool go tools, tool_choice and parallel_tool_calls.
func (r Request) RemoveTools(names []string) {
	root := r.Doc.Root
	offered := root.Get("tools")
	if offered == nil || len(names) == 0 {
		return
	}
	offered.Elems = slices.DeleteFunc(offered.Elems, func(t Value) bool {
		return slices.Contains(names, t.Get("function").Get("name").Text())
	})
	if len(offered.Elems) == 0 {
		for _, name := range []string{"tools", "tool_choice", "parallel_tool_calls"} {
			root.Delete(name)
		}
		return
	}
	if mode, name := r.ToolChoice(); mode == ToolFunction && slices.Contains(names, name) {
		root.Set("tool_choice", NewString(ChoiceAuto))
	}
}

// ValidToolName reports whether name is [A-Za-z0-9_-]{1,64}, as OpenAI has it.
func ValidToolName(name string) bool {
	if len(name) < 1 || len(name) > 64 {
		return false
	}
	for _, c := range []byte(name) {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '_', c == '-':
		default:
			return false
		}
	}
	return true
}
