package toolpolicy

import (
	"github.com/cedar-policy/cedar-go"

	"sluice/pkg/chat"
)

// DefaultDeny stands for the policy where none decided.
const DefaultDeny = "default_deny"

// Reasons of a denial, as exchange.ToolDecision has them.
const (
	ReasonDenied    = "denied"            // no policy permits it, or one forbids it
	ReasonArguments = "invalid_arguments" // they do not fit the schema, or Cedar cannot hold them
	ReasonOffered   = "not_offered"       // the request does not offer the tool, or not any more
	ReasonError     = "error"             // a policy could not be evaluated
)

// Request is what a decision is about.
type Request struct {
	Tenant, User string
	Roles        []string
	Tool         string
	Model, Lane  string
	Arguments    *chat.Value // of a call: validated, an object
}

// Decision is the answer. The zero value denies.
type Decision struct {
	Allowed bool
	Policy  string // id of the policy that decided, or DefaultDeny
	Reason  string // of a denial
}

// Offer decides whether the model may be told of the tool.
func (b *Bundle) Offer(r Request) Decision {
	return b.decide(r, actionOffer, cedar.RecordMap{})
}

// Call decides whether a call of the tool may reach the caller.
func (b *Bundle) Call(r Request) Decision {
	arguments, err := record(r.Arguments)
	if err != nil {
		return Decision{Policy: DefaultDeny, Reason: ReasonArguments}
	}
	return b.decide(r, actionCall, cedar.RecordMap{"arguments": arguments})
}

// decide asks Cedar. A policy in whose scope the request is and that fails (an attribute is
// missing, a type is wrong) denies, whatever others say: it may have been a forbid.
func (b *Bundle) decide(r Request, action cedar.String, context cedar.RecordMap) Decision {
	context["model"], context["lane"] = cedar.String(r.Model), cedar.String(r.Lane)
	w := b.world(r)
	decision, told := cedar.Authorize(b.policies, w, cedar.Request{
		Principal: w.user.UID, Action: cedar.NewEntityUID(typeAction, action), Resource: w.tool.UID, Context: cedar.NewRecord(context),
	})
	switch {
	case decision == cedar.Deny && len(told.Reasons) > 0:
		return Decision{Policy: string(told.Reasons[0].PolicyID), Reason: ReasonDenied}
	case len(told.Errors) > 0:
		return Decision{Policy: string(told.Errors[0].PolicyID), Reason: ReasonError}
	case decision == cedar.Allow && len(told.Reasons) > 0:
		return Decision{Allowed: true, Policy: string(told.Reasons[0].PolicyID)}
	}
	return Decision{Policy: DefaultDeny, Reason: ReasonDenied}
}
