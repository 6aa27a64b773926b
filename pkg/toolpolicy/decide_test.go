package toolpolicy

import (
	"testing"

	"sluice/pkg/chat"
)

func arguments(t testing.TB, text string) *chat.Value {
	t.Helper()
	doc, err := chat.ParseString(text, chat.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return doc.Root
}

// TestDecisions is the whole table of ends that a decision has.
func TestDecisions(t *testing.T) {
	const (
		forbid = `@id("forbids") forbid (principal, action, resource);`
		fails  = `@id("fails") permit (principal, action, resource) when { context.arguments.missing == 1 };`
		other  = `@id("other") permit (principal == Sluice::User::"acme/bob", action, resource) when { context.arguments.missing == 1 };`
		second = `@id("second") permit (principal, action, resource);`
	)
	for name, tt := range map[string]struct {
		policies string
		want     Decision
	}{
		"permit":                       {permitAll, Decision{true, "all", ""}},
		"two permits":                  {second + permitAll, Decision{true, "second", ""}},
		"no match":                     {`@id("a") permit (principal == Sluice::User::"acme/bob", action, resource);`, Decision{false, DefaultDeny, ReasonDenied}},
		"forbid alone":                 {forbid, Decision{false, "forbids", ReasonDenied}},
		"forbid wins":                  {permitAll + forbid + second, Decision{false, "forbids", ReasonDenied}},
		"fails":                        {fails, Decision{false, "fails", ReasonError}},
		"fails beside a permit":        {permitAll + fails, Decision{false, "fails", ReasonError}},
		"fails beside a forbid":        {fails + forbid, Decision{false, "forbids", ReasonDenied}},
		"would fail for somebody else": {permitAll + other, Decision{true, "all", ""}},
		"forbid fails":                 {permitAll + `@id("f") forbid (principal, action, resource) when { context.arguments.a < 3 };`, Decision{false, "f", ReasonError}},
	} {
		t.Run(name, func(t *testing.T) {
			b := load(t, map[string]string{"a.cedar": tt.policies})
			r := Request{Tenant: "acme", User: "alice", Tool: "f", Model: "m", Lane: "interactive"}
			if got := b.Offer(r); got != tt.want {
				t.Errorf("offer: got %+v", got)
			}
			r.Arguments = arguments(t, `{"a":"x"}`)
			if got := b.Call(r); got != tt.want {
				t.Errorf("call: got %+v", got)
			}
		})
	}
}

func TestNoPoliciesDenyAll(t *testing.T) {
	b, err := Load("")
	if err != nil {
		t.Fatal(err)
	}
	r := Request{Tenant: "acme", User: "alice", Roles: []string{"admin"}, Tool: "f", Arguments: arguments(t, `{}`)}
	want := Decision{false, DefaultDeny, ReasonDenied}
	if b.Offer(r) != want || b.Call(r) != want {
		t.Errorf("got %+v, %+v", b.Offer(r), b.Call(r))
	}
	if (Decision{}).Allowed {
		t.Error("the zero decision allows")
	}
}

// TestModel: each thing that a policy may ask of, and one that is almost it.
func TestModel(t *testing.T) {
	base := Request{Tenant: "acme", User: "alice", Roles: []string{"dev", "support"}, Tool: "github__create_issue", Model: "m1", Lane: "batch"}
	const entities = `[{"uid":{"type":"Sluice::Role","id":"dev"},"attrs":{},"parents":[{"type":"Sluice::Role","id":"staff"}]},
	 {"uid":{"type":"Sluice::Role","id":"staff"},"attrs":{},"parents":[{"type":"Sluice::Role","id":"dev"}]},
	 {"uid":{"type":"Sluice::Server","id":"github"},"attrs":{},"parents":[{"type":"Group","id":"outside"}]},
	 {"uid":{"type":"Sluice::Tool","id":"github__create_issue"},"attrs":{"risk":3},"parents":[{"type":"Group","id":"writing"}]}]`
	for condition, want := range map[string]bool{
		`principal == Sluice::User::"acme/alice"`:                         true,
		`principal == Sluice::User::"other/alice"`:                        false,
		`principal in Sluice::Role::"dev"`:                                true,
		`principal in Sluice::Role::"staff"`:                              true,
		`principal in Sluice::Role::"admin"`:                              false,
		`principal.tenant == "acme" && principal.user == "alice"`:         true,
		`principal.roles.contains("support")`:                             true,
		`principal.roles == ["support", "dev"]`:                           true,
		`principal.roles.contains("staff")`:                               false,
		`action == Sluice::Action::"call"`:                                true,
		`action == Sluice::Action::"offer"`:                               false,
		`resource == Sluice::Tool::"github__create_issue"`:                true,
		`resource in Sluice::Server::"github"`:                            true,
		`resource in Sluice::Server::""`:                                  false,
		`resource in Group::"outside" && resource in Group::"writing"`:    true,
		`resource.server == "github" && resource.risk == 3`:               true,
		`context.model == "m1" && context.lane == "batch"`:                true,
		`context.arguments == {n: 1, f: decimal("2.5"), s: "x", b: true}`: true,
		`context.arguments has z`:                                         false,
	} {
		b := load(t, map[string]string{"a.cedar": `@id("a") permit (principal, action, resource) when { ` + condition + ` };`, "entities.json": entities})
		r := base
		r.Arguments = arguments(t, `{"n":1,"f":2.50,"s":"x","b":true,"z":null}`)
		if got := b.Call(r); got.Allowed != want || got.Reason == ReasonError {
			t.Errorf("%s: %+v", condition, got)
		}
	}
	b := load(t, map[string]string{"a.cedar": `@id("a") permit (principal, action, resource) when { resource.server == "" && context has model && !(context has arguments) };`})
	for tool, want := range map[string]bool{"now": true, "__now": true, "now__": true, "a__now": false} {
		if got := b.Offer(Request{Tool: tool}); got.Allowed != want {
			t.Errorf("%s: %+v", tool, got)
		}
	}
}

func TestServerOf(t *testing.T) {
	for tool, want := range map[string]string{"": "", "a": "", "a_b": "", "a__b": "a", "a__b__c": "a", "a_b__c": "a_b", "__a": "", "a__": ""} {
		if got := ServerOf(tool); got != want {
			t.Errorf("%q: got %q", tool, got)
		}
	}
}

func BenchmarkCall(b *testing.B) {
	bundle := load(b, map[string]string{"a.cedar": `@id("a") permit (principal in Sluice::Role::"dev", action == Sluice::Action::"call", resource in Sluice::Server::"github") when { context.arguments has repo && context.arguments.repo like "shop-*" };
	@id("b") forbid (principal, action, resource) when { context.lane == "batch" };`})
	r := Request{Tenant: "acme", User: "alice", Roles: []string{"dev"}, Tool: "github__create_issue", Model: "m", Lane: "interactive",
		Arguments: arguments(b, `{"owner":"acme","repo":"shop-web","title":"It does not start","labels":["bug","urgent"]}`)}
	b.ReportAllocs()
	for b.Loop() {
		if !bundle.Call(r).Allowed {
			b.Fatal("denied")
		}
	}
}
