package chat

import (
	"errors"
	"fmt"
)

// checkTools checks what the schema of requests cannot say of offered tools: names, which tool
// the choice means, and that each tool's parameters are a schema which can be judged.
func (v *Validator) checkTools(root *Value) *Error {
	names := map[string]bool{}
	offered := root.Get("tools")
	if offered != nil {
		for i := range offered.Elems {
			if err := v.checkTool(i, &offered.Elems[i], names); err != nil {
				return err
			}
		}
	}
	return checkToolChoice(root.Get("tool_choice"), names)
}

func (v *Validator) checkTool(i int, tool *Value, names map[string]bool) *Error {
	f, at := tool.Get("function"), fmt.Sprintf("tools[%d].function", i)
	name := f.Get("name").Text()
	switch {
	case !ValidToolName(name):
		return ErrInvalid(at+".name", "invalid_value", "Invalid request: '"+at+".name' must be 1 to 64 characters of A-Z, a-z, 0-9, _ and -.")
	case names[name]:
		return ErrInvalid(at+".name", "invalid_value", "Invalid request: '"+at+".name' is the name of an earlier tool. Give each its own.")
	}
	names[name] = true
	if p := f.Get("parameters"); !p.IsNull() {
		if _, err := v.ToolSchema(p); err != nil {
			return errToolSchema(at+".parameters", err)
		}
	}
	return nil
}

// errToolSchema is a tool whose parameters cannot be judged: 400.
func errToolSchema(param string, err error) *Error {
	why := "is not a valid JSON Schema"
	var fault *SchemaFault
	if errors.As(err, &fault) {
		why = fault.Why
	}
	return ErrInvalid(param, "invalid_tool_schema", "Invalid request: '"+param+"' "+why+".")
}

func checkToolChoice(choice *Value, names map[string]bool) *Error {
	if choice.IsNull() || choice.Text() == ChoiceNone {
		return nil
	}
	if len(names) == 0 {
		return ErrInvalid("tool_choice", "invalid_value", "Invalid request: 'tool_choice' needs tools to choose from. Send 'tools' too, or leave it out.")
	}
	if choice.Kind == String {
		if choice.Str == ChoiceAuto || choice.Str == ChoiceRequired {
			return nil
		}
		return ErrInvalid("tool_choice", "invalid_value", "Invalid request: 'tool_choice' must be none, auto, required, or an object that names a function.")
	}
	if choice.Get("type").Text() != ToolFunction {
		return ErrInvalid("tool_choice.type", "unsupported_tools", "Invalid request: 'tool_choice.type' must be function.")
	}
	if !names[choice.Get("function").Get("name").Text()] {
		return ErrInvalid("tool_choice.function.name", "invalid_value", "Invalid request: 'tool_choice.function.name' must be the name of an offered tool.")
	}
	return nil
}
