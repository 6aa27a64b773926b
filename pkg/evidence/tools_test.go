package evidence

import (
	"encoding/json"
	"testing"

	"sluice/pkg/exchange"
	"sluice/schemas"
)

func TestToolsOnTheRecord(t *testing.T) {
	digest := newExchange("r").Policy.Digest
	allowed := func(policy string) exchange.ToolDecision {
		return exchange.ToolDecision{Tool: "f", Allowed: true, Policy: policy}
	}
	denied := func(policy, reason string) exchange.ToolDecision {
		return exchange.ToolDecision{Tool: "g", Policy: policy, Reason: reason}
	}
	page := func(d ...exchange.ToolDecision) *exchange.ToolPage {
		return &exchange.ToolPage{State: exchange.Passed, Decisions: d, Bundle: digest}
	}
	schema := compiled(t, schemas.Record)
	for name, tt := range map[string]struct {
		called        []string
		offer, calls  *exchange.ToolPage
		authorization string
		decided       bool
	}{
		"none offered":          {nil, nil, nil, "none", false},
		"none called":           {nil, page(allowed("a")), nil, "none", true},
		"none left to offer":    {nil, page(denied("default_deny", "denied")), nil, "none", true},
		"called, not judged":    {[]string{"f"}, page(allowed("a")), nil, "default_deny", true},
		"called, none offered":  {[]string{"f"}, nil, nil, "default_deny", false},
		"judging did not end":   {[]string{"f"}, page(allowed("a")), page(), "default_deny", true},
		"one":                   {[]string{"f"}, page(allowed("a")), page(allowed("user_self_ticket_only")), "user_self_ticket_only", true},
		"all the same":          {[]string{"f", "f"}, page(allowed("a")), page(allowed("b"), allowed("b")), "b", true},
		"several":               {[]string{"f", "g", "f", "g"}, nil, page(allowed("b"), denied("default_deny", "not_offered"), allowed("a"), denied("no_deletes", "denied")), "default_deny,no_deletes,b,a", true},
		"one allows and denies": {[]string{"f", "g"}, nil, page(allowed("b"), denied("b", "error")), "b", true},
	} {
		t.Run(name, func(t *testing.T) {
			x := newExchange("r")
			x.GuardInput = &exchange.GuardPage{State: exchange.Passed, Classifier: "c", Turns: 1}
			x.GuardOutput = &exchange.GuardPage{State: exchange.Passed, Classifier: "c", Turns: 1}
			x.Tools, x.ToolOffer, x.ToolCalls, x.Dispatch.ToolCalls = tt.offer != nil, tt.offer, tt.calls, tt.called
			r := New(x, at, "v")
			if r.ToolAuthorization != tt.authorization || (r.ToolDecisions != nil) != tt.decided {
				t.Errorf("got %q, %+v", r.ToolAuthorization, r.ToolDecisions)
			}
			data, err := json.Marshal(r)
			if err != nil {
				t.Fatal(err)
			}
			if err := check(t, schema, data); err != nil {
				t.Errorf("does not fit the schema: %s %s\n%s", err.Param, err.Message, data)
			}
		})
	}
}
