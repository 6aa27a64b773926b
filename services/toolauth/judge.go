package toolauth

import (
	"slices"

	"sluice/pkg/chat"
	"sluice/pkg/exchange"
	"sluice/pkg/toolpolicy"
)

// judge decides for one user. It is pure but for the compiled schemas that it shares.
type judge struct {
	bundle  *toolpolicy.Bundle
	schemas *chat.Validator
	who     toolpolicy.Request // without a tool
	known   bool               // the user; nobody else is permitted anything
}

// offers decides each offered tool and names those that are denied. A name that scanning has
// changed is no tool's any more, and a schema that scanning has broken cannot be judged by.
func (j judge) offers(request chat.Request) (decisions []exchange.ToolDecision, denied []string) {
	decisions = []exchange.ToolDecision{}
	for _, tool := range request.Tools() {
		d := j.offer(tool)
		decisions = append(decisions, recorded(tool.Name, d))
		if !d.Allowed {
			denied = append(denied, tool.Name)
		}
	}
	return decisions, denied
}

func (j judge) offer(tool chat.Tool) toolpolicy.Decision {
	if !j.known {
		return toolpolicy.Decision{Policy: toolpolicy.DefaultDeny, Reason: toolpolicy.ReasonDenied}
	}
	unfit := !chat.ValidToolName(tool.Name)
	if tool.Parameters != nil && !unfit {
		_, err := j.schemas.ToolSchema(tool.Parameters)
		unfit = err != nil
	}
	if unfit {
		return toolpolicy.Decision{Policy: toolpolicy.DefaultDeny, Reason: toolpolicy.ReasonError}
	}
	r := j.who
	r.Tool = tool.Name
	return j.bundle.Offer(r)
}

// calls decides each call of each choice, and removes from c those that are denied, with a notice
// in their place.
func (j judge) calls(request chat.Request, c *chat.Completion) (decisions []exchange.ToolDecision, removed int) {
	decisions = []exchange.ToolDecision{}
	offered := map[string]*chat.Value{}
	for _, tool := range request.Tools() {
		offered[tool.Name] = tool.Parameters
	}
	for i := range c.Choices() {
		var n notice
		removed += c.KeepCalls(i, func(call chat.Call) bool {
			d, why := j.call(call, offered)
			decisions = append(decisions, recorded(call.Name, d))
			if !d.Allowed {
				n.add(call.Name, d, why)
			}
			return d.Allowed
		})
		if text := n.text(); text != "" {
			c.AppendText(i, text)
		}
	}
	return decisions, removed
}

// call decides one call. why says what is wrong with its arguments, by place and rule.
func (j judge) call(call chat.Call, offered map[string]*chat.Value) (d toolpolicy.Decision, why string) {
	schema, is := offered[call.Name]
	if !is || call.Type != chat.ToolFunction || !chat.ValidToolName(call.Name) {
		return toolpolicy.Decision{Policy: toolpolicy.DefaultDeny, Reason: toolpolicy.ReasonOffered}, ""
	}
	if !j.known {
		return toolpolicy.Decision{Policy: toolpolicy.DefaultDeny, Reason: toolpolicy.ReasonDenied}, ""
	}
	arguments, err := toolpolicy.ValidateArguments(j.schemas, schema, call.Arguments)
	if err != nil {
		return toolpolicy.Decision{Policy: toolpolicy.DefaultDeny, Reason: toolpolicy.ReasonArguments}, err.Error()
	}
	r := j.who
	r.Tool, r.Arguments = call.Name, arguments
	return j.bundle.Call(r), ""
}

// unnamed stands on pages for a name that is none: it may be any text of the model's.
const unnamed = "invalid_name"

func recorded(tool string, d toolpolicy.Decision) exchange.ToolDecision {
	if !chat.ValidToolName(tool) {
		tool = unnamed
	}
	return exchange.ToolDecision{Tool: tool, Allowed: d.Allowed, Policy: d.Policy, Reason: d.Reason}
}

// demanded says whether the request cannot go on without the denied tools: it demands one of them
// by name, or some tool where none is left.
func demanded(request chat.Request, denied []string) bool {
	switch mode, name := request.ToolChoice(); mode {
	case chat.ToolFunction:
		return slices.Contains(denied, name)
	case chat.ChoiceRequired:
		return len(denied) == len(request.Tools())
	}
	return false
}

// deniers are the ids of what denied, each once.
func deniers(decisions []exchange.ToolDecision) []string {
	var ids []string
	for _, d := range decisions {
		if !d.Allowed && !slices.Contains(ids, d.Policy) {
			ids = append(ids, d.Policy)
		}
	}
	return ids
}
