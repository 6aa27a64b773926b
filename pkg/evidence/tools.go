package evidence

import (
	"slices"
	"strings"

	"sluice/pkg/exchange"
)

// ToolDecisions is every decision about the tools of one exchange, and the digest of the policies
// that made it.
type ToolDecisions struct {
	Offers       []exchange.ToolDecision `json:"offers,omitempty"`
	OffersBundle string                  `json:"offers_bundle,omitempty"`
	Calls        []exchange.ToolDecision `json:"calls,omitempty"`
	CallsBundle  string                  `json:"calls_bundle,omitempty"`
}

// tools adds what was decided about tools: calls that nobody judged were let through by nobody.
func (r *Record) tools(x *exchange.Exchange) {
	if x.Dispatch != nil && len(x.Dispatch.ToolCalls) > 0 {
		r.ToolCalls, r.ToolAuthorization = x.Dispatch.ToolCalls, ToolsDenied
	}
	if x.ToolOffer == nil && x.ToolCalls == nil {
		return
	}
	d := &ToolDecisions{}
	if p := x.ToolOffer; p != nil {
		d.Offers, d.OffersBundle = p.Decisions, p.Bundle
	}
	if p := x.ToolCalls; p != nil {
		d.Calls, d.CallsBundle = p.Decisions, p.Bundle
		if len(r.ToolCalls) > 0 && len(p.Decisions) > 0 {
			r.ToolAuthorization = authorization(p.Decisions)
		}
	}
	r.ToolDecisions = d
}

// authorization joins the ids of the policies that decided: each once, those that denied first.
func authorization(decisions []exchange.ToolDecision) string {
	var ids []string
	for _, allowed := range []bool{false, true} {
		for _, d := range decisions {
			if d.Allowed == allowed && !slices.Contains(ids, d.Policy) {
				ids = append(ids, d.Policy)
			}
		}
	}
	return strings.Join(ids, ",")
}
