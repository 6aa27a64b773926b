package chat

import "fmt"

// checkSupported refuses what no stage judges: anything in a prompt that is not text, but for
// parts that are accepted, which it returns, and tools other than functions. root fits the
// request schema.
func checkSupported(root *Value, accept Accept) ([]Opaque, *Error) {
	parts, err := checkContent(root, accept)
	if err != nil {
		return nil, err
	}
	return parts, checkOffered(root)
}

func checkContent(root *Value, accept Accept) (parts []Opaque, err *Error) {
	for i, m := range root.Get("messages").Elems {
		if content := m.Get("content"); content != nil && content.Kind == Array {
			for j := range content.Elems {
				part := &content.Elems[j]
				if kind := part.Get("type").Text(); kind == "text" || kind == "refusal" {
					continue
				}
				p, err := accept.opaque(part, fmt.Sprintf("messages[%d].content[%d]", i, j))
				if err != nil {
					return nil, err
				}
				parts = append(parts, p)
			}
		}
		if !m.Get("audio").IsNull() {
			return nil, unsupportedContent(fmt.Sprintf("messages[%d].audio", i))
		}
	}
	if !root.Get("audio").IsNull() {
		return nil, unsupportedContent("audio")
	}
	if modes := root.Get("modalities"); modes != nil {
		for i := range modes.Elems {
			if modes.Elems[i].Str != "text" {
				return nil, unsupportedContent(fmt.Sprintf("modalities[%d]", i))
			}
		}
	}
	return parts, nil
}

func checkOffered(root *Value) *Error {
	if offered := root.Get("tools"); offered != nil {
		for i := range offered.Elems {
			if offered.Elems[i].Get("type").Text() != ToolFunction {
				return unsupportedTools(fmt.Sprintf("tools[%d].type", i), "Offer it as a tool of type function")
			}
		}
	}
	if old := root.Get("functions"); old != nil && len(old.Elems) > 0 {
		return unsupportedTools("functions", "Use 'tools' instead")
	}
	if old := root.Get("function_call"); !old.IsNull() && old.Text() != ChoiceNone {
		return unsupportedTools("function_call", "Use 'tool_choice' instead")
	}
	if !root.Get("web_search_options").IsNull() {
		return unsupportedTools("web_search_options", "Offer a search as a tool of type function")
	}
	return nil
}

func unsupportedContent(param string) *Error {
	return ErrInvalid(param, "unsupported_content",
		"Only text is taken here: images, audio and files cannot be looked into, and the policy does not let them by. Remove '"+param+"'.")
}

// unsupportedTools is an older or hosted sort of tool, whose calls nobody could judge.
func unsupportedTools(param, instead string) *Error {
	return ErrInvalid(param, "unsupported_tools", "'"+param+"' is not supported: its calls cannot be checked. "+instead+".")
}
