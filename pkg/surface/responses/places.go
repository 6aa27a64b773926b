package responses

import (
	"fmt"
	"strconv"
	"strings"

	"sluice/pkg/chat"
)

// origin says from where in the request the parts of one message are.
type origin struct {
	content, reasoning, id string
	calls                  []string
}

// Locate returns the fault with the place in the request as it came, where it names one
// in the chat completion request that was made of it.
func (a *asked) Locate(fault *chat.Error) *chat.Error {
	at, ok := a.located(fault.Param)
	if !ok || at == fault.Param {
		return fault
	}
	moved := *fault
	moved.Message = strings.ReplaceAll(fault.Message, "'"+fault.Param+"'", "'"+at+"'")
	moved.Param = at
	return &moved
}

func (a *asked) located(param string) (string, bool) {
	if rest, ok := strings.CutPrefix(param, "messages["); ok {
		return a.inMessage(rest)
	}
	if rest, ok := strings.CutPrefix(param, "tools["); ok {
		i, member, ok := strings.Cut(rest, "].function")
		return fmt.Sprintf("tools[%s]%s", i, member), ok
	}
	for _, name := range [...][2]string{
		{"messages", "input"}, {"max_tokens", "max_output_tokens"}, {"reasoning_effort", "reasoning.effort"},
		{"verbosity", "text.verbosity"}, {"response_format", "text.format"},
	} {
		if rest, ok := strings.CutPrefix(param, name[0]); ok && (rest == "" || rest[0] == '.') {
			return name[1] + strings.TrimPrefix(rest, ".json_schema"), true
		}
	}
	return "", false
}

// inMessage reads the rest of a place behind "messages[".
func (a *asked) inMessage(rest string) (string, bool) {
	number, rest, ok := strings.Cut(rest, "]")
	i, err := strconv.Atoi(number)
	if !ok || err != nil || i < 0 || i >= len(a.places) {
		return "", false
	}
	from := a.places[i]
	if in, ok := strings.CutPrefix(rest, ".tool_calls["); ok {
		number, in, ok := strings.Cut(in, "]")
		j, err := strconv.Atoi(number)
		if !ok || err != nil || j < 0 || j >= len(from.calls) {
			return "", false
		}
		if in == ".id" {
			in = ".call_id"
		}
		return from.calls[j] + strings.TrimPrefix(in, ".function"), true
	}
	for name, to := range map[string]string{".content": from.content, ".reasoning_content": from.reasoning, ".tool_call_id": from.id} {
		if in, ok := strings.CutPrefix(rest, name); ok && to != "" {
			return to + in, true
		}
	}
	if i := strings.LastIndex(from.content, "."); i > 0 {
		return from.content[:i] + rest, true
	}
	return "", false
}
