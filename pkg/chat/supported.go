package chat

import "fmt"

// checkSupported refuses what no stage judges yet: anything in a prompt that is not text, and
// offered tools. root fits the request schema.
func checkSupported(root *Value) *Error {
	for i, m := range root.Get("messages").Elems {
		if content := m.Get("content"); content != nil && content.Kind == Array {
			for j := range content.Elems {
				if kind := content.Elems[j].Get("type").Text(); kind != "text" && kind != "refusal" {
					return unsupportedContent(fmt.Sprintf("messages[%d].content[%d].type", i, j))
				}
			}
		}
		if !m.Get("audio").IsNull() {
			return unsupportedContent(fmt.Sprintf("messages[%d].audio", i))
		}
	}
	if !root.Get("audio").IsNull() {
		return unsupportedContent("audio")
	}
	if modes := root.Get("modalities"); modes != nil {
		for i := range modes.Elems {
			if modes.Elems[i].Str != "text" {
				return unsupportedContent(fmt.Sprintf("modalities[%d]", i))
			}
		}
	}
	for _, name := range []string{"tools", "functions"} {
		if offered := root.Get(name); offered != nil && len(offered.Elems) > 0 {
			return unsupportedTools(name)
		}
	}
	for _, name := range []string{"tool_choice", "function_call"} {
		if choice := root.Get(name); !choice.IsNull() && choice.Text() != "none" {
			return unsupportedTools(name)
		}
	}
	if !root.Get("web_search_options").IsNull() {
		return unsupportedTools("web_search_options")
	}
	return nil
}

func unsupportedContent(param string) *Error {
	return ErrInvalid(param, "unsupported_content",
		"Only text is supported: images, audio and files cannot be checked yet. Remove '"+param+"'.")
}

func unsupportedTools(param string) *Error {
	return ErrInvalid(param, "unsupported_tools",
		"Tools are not supported: what they may do cannot be checked yet. Remove '"+param+"'.")
}
