package responses

import (
	"fmt"

	"sluice/pkg/chat"
)

// tools nests what this API has flat. Tools of other types stay as they are: chat refuses
// them by their place.
func (t *translation) tools(v *chat.Value) {
	if v.IsNull() {
		return
	}
	all := chat.NewArray()
	for i := range v.Elems {
		tool := &v.Elems[i]
		kind := tool.Get("type")
		if kind.Str != chat.ToolFunction {
			all.Elems = append(all.Elems, *tool)
			continue
		}
		function := chat.NewObject()
		for _, m := range tool.Members {
			switch m.Name {
			case "type":
				continue
			case "description", "parameters", "strict": // a null is what there is without the member
				if m.Value.Kind == chat.Null {
					continue
				}
			}
			function.Members = append(function.Members, m)
		}
		all.Elems = append(all.Elems, chat.NewObject(
			chat.Member{Name: "type", Value: *kind}, chat.Member{Name: "function", Value: function}))
	}
	t.set("tools", all)
}

func (t *translation) toolChoice(v *chat.Value) *chat.Error {
	switch {
	case v.Kind != chat.Object:
		t.unlessNull("tool_choice", v)
	case v.Get("type").Text() == chat.ToolFunction:
		t.set("tool_choice", chat.NewObject(chat.Member{Name: "type", Value: *v.Get("type")},
			chat.Member{Name: "function", Value: t.rest(v, "type")}))
	case v.Get("type").Text() == "allowed_tools":
		return hostedTool("tool_choice", "Offer in 'tools' only those that may be called")
	default:
		return hostedTool("tool_choice", "Choose a tool of type function")
	}
	return nil
}

// hosted says what to do without something that OpenAI keeps or runs.
func hosted(name string) string {
	switch name {
	case "prompt":
		return "No templates are kept here. Send the text as 'instructions' and 'input'"
	case "context_management":
		return "Nothing is cut or compacted here. Send a shorter 'input'"
	case "moderation":
		return "The operator's policy moderates every request. Leave it out"
	}
	return "No responses are kept here. Send the whole conversation as 'input'"
}

func unsupported(param, instead string) *chat.Error {
	return chat.ErrInvalid(param, "unsupported_parameter", fmt.Sprintf("'%s' is not supported. %s.", param, instead))
}

// hostedTool is a tool, or an item of one, whose calls nobody could judge.
func hostedTool(param, instead string) *chat.Error {
	return chat.ErrInvalid(param, "unsupported_tools", fmt.Sprintf("'%s' is not supported: its calls cannot be checked. %s.", param, instead))
}

// foreign is a member that means something else to what stands behind this surface.
func foreign(param, why string) *chat.Error {
	return chat.ErrInvalid(param, "unknown_parameter", fmt.Sprintf("Invalid request: '%s' is not allowed here: %s.", param, why))
}
