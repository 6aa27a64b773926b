package toolauth

import (
	"slices"
	"strings"

	"sluice/pkg/chat"
	"sluice/pkg/exchange"
	"sluice/pkg/toolpolicy"
)

// maxLines bounds a choice's notice, and so what a completion grows by: some three kilobytes.
const (
	maxLines = 12
	maxWhy   = 200 // bytes, of ASCII: places are made of declared names
)

// notice tells an agent, in a choice's text, which of its calls are missing and what to do. It
// names tools, which the caller knows, policies, and places in arguments; no values.
type notice struct {
	lines []string
	more  bool
}

func (n *notice) add(tool string, d toolpolicy.Decision, why string) {
	what := `The call of tool "` + tool + `" was not permitted `
	const stop = " Do not try it again; continue without it."
	switch d.Reason {
	case toolpolicy.ReasonOffered:
		if !chat.ValidToolName(tool) {
			what = "The call of a tool that does not exist was not permitted "
		}
		what += "(policy " + d.Policy + ": it is not offered)." + stop
	case toolpolicy.ReasonArguments:
		if why == "" {
			why = "arguments have a value that policies cannot hold"
		}
		what += "(" + d.Reason + ": " + why[:min(len(why), maxWhy)] + "). Correct the arguments, or continue without it."
	case toolpolicy.ReasonError:
		what += "(policy " + d.Policy + " could not be evaluated)." + stop
	default:
		what += "(policy " + d.Policy + ")." + stop
	}
	switch {
	case slices.Contains(n.lines, what):
	case len(n.lines) >= maxLines:
		n.more = true
	default:
		n.lines = append(n.lines, what)
	}
}

func (n *notice) text() string {
	text := strings.Join(n.lines, "\n")
	if n.more {
		text += "\nOther calls were not permitted either."
	}
	return text
}

// errNotPermitted is a request whose tool_choice demands what may not be offered: 403.
func errNotPermitted() *chat.Error {
	return &chat.Error{
		Status: 403, Type: chat.TypePermission, Param: "tool_choice", Code: "tool_not_permitted",
		Message: "The policies for tools do not permit what 'tool_choice' demands. Change it, offer other tools, or ask the operator for the right.",
	}
}

func refusal(e *chat.Error, failed bool) exchange.Refusal {
	return exchange.Refusal{
		Stage: string(exchange.StageToolauth), Failed: failed,
		Status: e.Status, Type: e.Type, Code: e.Code, Message: e.Message,
	}
}
