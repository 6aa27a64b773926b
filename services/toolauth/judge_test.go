package toolauth

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sluice/pkg/chat"
	"sluice/pkg/exchange"
	"sluice/pkg/toolpolicy"
)

const policies = `
@id("offer_tickets") permit (principal in Sluice::Role::"support", action == Sluice::Action::"offer", resource == Sluice::Tool::"create_ticket");
@id("user_self_ticket_only") permit (principal in Sluice::Role::"support", action == Sluice::Action::"call", resource == Sluice::Tool::"create_ticket")
when { context.arguments.user == principal.user };
@id("weather") permit (principal, action, resource == Sluice::Tool::"get_weather");
@id("careless") permit (principal, action, resource == Sluice::Tool::"careless") when { action == Sluice::Action::"offer" || context.arguments.missing };
@id("no_deletes") forbid (principal, action == Sluice::Action::"call", resource == Sluice::Tool::"github__delete");
@id("github") permit (principal, action, resource in Sluice::Server::"github");
`

const tools = `"tools":[
 {"type":"function","function":{"name":"create_ticket","parameters":{"type":"object","properties":{"user":{"type":"string"},"text":{"type":"string"}},"required":["user"]}}},
 {"type":"function","function":{"name":"get_weather","parameters":{"type":"object","properties":{"city":{"type":"string","maxLength":20}},"required":["city"],"additionalProperties":false}}},
 {"type":"function","function":{"name":"careless","parameters":{"type":"object"}}},
 {"type":"function","function":{"name":"github__delete","parameters":{"type":"object"}}},
 {"type":"function","function":{"name":"delete_user","parameters":{"type":"object"}}}]`

func bundle(t testing.TB, text string) *toolpolicy.Bundle {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.cedar"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	b, err := toolpolicy.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func newJudge(t testing.TB) judge {
	t.Helper()
	v, err := chat.NewValidator()
	if err != nil {
		t.Fatal(err)
	}
	return judge{bundle: bundle(t, policies), schemas: v, known: true,
		who: toolpolicy.Request{Tenant: "acme", User: "alice", Roles: []string{"support"}, Model: "m", Lane: "interactive"}}
}

func request(t testing.TB, members string) chat.Request {
	t.Helper()
	doc, err := chat.ParseString(`{"model":"m","messages":[{"role":"user","content":"Hi"}],`+members+`}`, chat.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return chat.Request{Doc: doc}
}

func decision(tool string, allowed bool, policy, reason string) exchange.ToolDecision {
	return exchange.ToolDecision{Tool: tool, Allowed: allowed, Policy: policy, Reason: reason}
}

func TestOffers(t *testing.T) {
	j := newJudge(t)
	decisions, denied := j.offers(request(t, tools))
	want := []exchange.ToolDecision{
		decision("create_ticket", true, "offer_tickets", ""), decision("get_weather", true, "weather", ""), decision("careless", true, "careless", ""),
		decision("github__delete", true, "github", ""), decision("delete_user", false, "default_deny", "denied"),
	}
	if !slices.Equal(decisions, want) || !slices.Equal(denied, []string{"delete_user"}) {
		t.Errorf("got %+v, denied %q", decisions, denied)
	}

	j.known = false
	decisions, denied = j.offers(request(t, tools))
	if len(denied) != 5 || slices.ContainsFunc(decisions, func(d exchange.ToolDecision) bool { return d.Allowed || d.Policy != "default_deny" }) {
		t.Errorf("an unknown user: %+v", decisions)
	}
	if decisions, denied = j.offers(request(t, `"n":1`)); decisions == nil || len(decisions)+len(denied) != 0 {
		t.Errorf("no tools: %v %v", decisions, denied)
	}

	// What scanning broke is not offered, and no name that is none stands on the page.
	decisions, denied = newJudge(t).offers(request(t, `"tools":[{"type":"function","function":{"name":"<REDACTED email>"}},{"type":"function","function":{"name":"get_weather","parameters":{"type":"<X>"}}}]`))
	want = []exchange.ToolDecision{decision("invalid_name", false, "default_deny", "error"), decision("get_weather", false, "default_deny", "error")}
	if !slices.Equal(decisions, want) || !slices.Equal(denied, []string{"<REDACTED email>", "get_weather"}) {
		t.Errorf("got %+v, denied %q", decisions, denied)
	}
}

func TestDemanded(t *testing.T) {
	for choice, want := range map[string]map[string]bool{
		`"none"`:     {"delete_user": false, "all": false},
		`"auto"`:     {"delete_user": false, "all": false},
		`"required"`: {"delete_user": false, "all": true},
		`{"type":"function","function":{"name":"delete_user"}}`: {"delete_user": true, "all": true},
		`{"type":"function","function":{"name":"get_weather"}}`: {"delete_user": false, "all": true},
	} {
		r := request(t, tools+`,"tool_choice":`+choice)
		all := []string{"create_ticket", "get_weather", "careless", "github__delete", "delete_user"}
		if got := demanded(r, []string{"delete_user"}); got != want["delete_user"] {
			t.Errorf("%s, one denied: %t", choice, got)
		}
		if got := demanded(r, all); got != want["all"] {
			t.Errorf("%s, all denied: %t", choice, got)
		}
	}
	if demanded(request(t, tools), []string{"delete_user"}) {
		t.Error("nothing is demanded")
	}
	if got := deniers([]exchange.ToolDecision{decision("a", false, "x", ""), decision("b", true, "y", ""), decision("c", false, "x", "")}); !slices.Equal(got, []string{"x"}) {
		t.Errorf("got %q", got)
	}
}

func function(id, name, arguments string) string {
	return `{"id":"` + id + `","type":"function","function":{"name":"` + name + `","arguments":` + string(chat.AppendString(nil, arguments)) + `}}`
}

func completion(t testing.TB, j judge, content string, calls ...string) *chat.Completion {
	t.Helper()
	c, err := j.schemas.ParseCompletion([]byte(`{"id":"x","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":`+content+
		`,"tool_calls":[`+strings.Join(calls, ",")+`]},"finish_reason":"tool_calls"}]}`), chat.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestCalls(t *testing.T) {
	const stop = " Do not try it again; continue without it."
	weather := function("w", "get_weather", `{"city":"Bern"}`)
	own := function("o", "create_ticket", `{"user":"alice","text":"Broken"}`)
	others := function("b", "create_ticket", `{"user":"bob","text":"canary"}`)
	for name, tt := range map[string]struct {
		content string
		calls   []string
		want    []exchange.ToolDecision
		left    string
		text    string
	}{
		"plain": {`null`, []string{own}, []exchange.ToolDecision{decision("create_ticket", true, "user_self_ticket_only", "")}, "o", ""},
		"parallel": {`null`, []string{own, weather}, []exchange.ToolDecision{
			decision("create_ticket", true, "user_self_ticket_only", ""), decision("get_weather", true, "weather", "")}, "ow", ""},
		"mixed": {`"Let me see."`, []string{others, weather}, []exchange.ToolDecision{
			decision("create_ticket", false, "default_deny", "denied"), decision("get_weather", true, "weather", "")}, "w",
			"Let me see.\n\nThe call of tool \"create_ticket\" was not permitted (policy default_deny)." + stop},
		"same twice": {`""`, []string{others, others}, []exchange.ToolDecision{
			decision("create_ticket", false, "default_deny", "denied"), decision("create_ticket", false, "default_deny", "denied")}, "",
			`The call of tool "create_ticket" was not permitted (policy default_deny).` + stop},
		"forbidden": {`null`, []string{function("d", "github__delete", `{}`)}, []exchange.ToolDecision{decision("github__delete", false, "no_deletes", "denied")}, "",
			`The call of tool "github__delete" was not permitted (policy no_deletes).` + stop},
		"policy fails": {`null`, []string{function("c", "careless", `{}`)}, []exchange.ToolDecision{decision("careless", false, "careless", "error")}, "",
			`The call of tool "careless" was not permitted (policy careless could not be evaluated).` + stop},
		"removed from the offer": {`null`, []string{function("d", "delete_user", `{}`)}, []exchange.ToolDecision{decision("delete_user", false, "default_deny", "not_offered")}, "",
			`The call of tool "delete_user" was not permitted (policy default_deny: it is not offered).` + stop},
		"never offered": {`null`, []string{function("d", "canary text", `{}`)}, []exchange.ToolDecision{decision("invalid_name", false, "default_deny", "not_offered")}, "",
			`The call of a tool that does not exist was not permitted (policy default_deny: it is not offered).` + stop},
		"arguments": {`null`, []string{function("a", "get_weather", `{"city":"canarycanarycanarycanary"}`)}, []exchange.ToolDecision{decision("get_weather", false, "default_deny", "invalid_arguments")}, "",
			`The call of tool "get_weather" was not permitted (invalid_arguments: arguments.city breaks the rule maxLength). Correct the arguments, or continue without it.`},
		"arguments twice": {`null`, []string{function("a", "create_ticket", `{"user":"bob","user":"alice"}`)}, []exchange.ToolDecision{decision("create_ticket", false, "default_deny", "invalid_arguments")}, "",
			`The call of tool "create_ticket" was not permitted (invalid_arguments: arguments are not valid JSON within the bounds). Correct the arguments, or continue without it.`},
		"arguments that Cedar has not": {`null`, []string{function("a", "create_ticket", `{"user":"alice","x":1e300}`)}, []exchange.ToolDecision{decision("create_ticket", false, "default_deny", "invalid_arguments")}, "",
			`The call of tool "create_ticket" was not permitted (invalid_arguments: arguments have a value that policies cannot hold). Correct the arguments, or continue without it.`},
		"custom": {`null`, []string{`{"id":"c","type":"custom","custom":{"name":"get_weather","input":"Bern"}}`}, []exchange.ToolDecision{decision("get_weather", false, "default_deny", "not_offered")}, "",
			`The call of tool "get_weather" was not permitted (policy default_deny: it is not offered).` + stop},
		"both shapes": {`null`, []string{`{"id":"c","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Bern\"}"},"custom":{"name":"delete_user","input":"bob"}}`},
			[]exchange.ToolDecision{decision("get_weather", false, "default_deny", "not_offered")}, "",
			`The call of tool "get_weather" was not permitted (policy default_deny: it is not offered).` + stop},
	} {
		t.Run(name, func(t *testing.T) {
			j := newJudge(t)
			r := request(t, tools)
			r.RemoveTools([]string{"delete_user"})
			c := completion(t, j, tt.content, tt.calls...)
			decisions, removed := j.calls(r, c)
			if !slices.Equal(decisions, tt.want) {
				t.Errorf("got %+v", decisions)
			}
			var left strings.Builder
			for _, call := range c.Calls(0) {
				left.WriteString(call.ID)
			}
			if left.String() != tt.left || removed != len(tt.calls)-len(tt.left) {
				t.Errorf("left %q, %d removed", left.String(), removed)
			}
			if c.Text(0) != tt.text {
				t.Errorf("says %q, want %q", c.Text(0), tt.text)
			}
			reason := "tool_calls"
			if removed > 0 {
				reason = "content_filter"
			}
			if c.FinishReason(0) != reason {
				t.Errorf("ends by %s", c.FinishReason(0))
			}
			if strings.Contains(string(c.AppendJSON(nil)), "canary") {
				t.Errorf("something of a denied call is left: %s", c.AppendJSON(nil))
			}
			if text := string(mustJSON(t, decisions)); strings.Contains(text, "canary") {
				t.Errorf("the page holds text: %s", text)
			}
		})
	}
}

func TestCallsOfNobody(t *testing.T) {
	j := newJudge(t)
	j.known = false
	decisions, removed := j.calls(request(t, tools), completion(t, j, `null`, function("w", "get_weather", `{"city":"Bern"}`)))
	if removed != 1 || decisions[0] != decision("get_weather", false, "default_deny", "denied") {
		t.Errorf("got %+v", decisions)
	}
}

// TestChoices: each choice is judged by itself, and nothing is offered by a request without tools.
func TestChoices(t *testing.T) {
	j := newJudge(t)
	c, err := j.schemas.ParseCompletion([]byte(`{"choices":[{"message":{"content":"a","tool_calls":[`+function("1", "get_weather", `{"city":"Bern"}`)+`]},"finish_reason":"tool_calls"},
	 {"message":{"content":"b"},"finish_reason":"stop"},{"message":{"content":null,"function_call":{"name":"get_weather","arguments":"{\"city\":\"Bern\"}"}},"finish_reason":"function_call"}]}`), chat.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	decisions, removed := j.calls(request(t, tools), c)
	if removed != 1 || len(decisions) != 2 || len(c.Calls(0)) != 1 || len(c.Calls(2)) != 0 || c.Text(1) != "b" || c.FinishReason(1) != "stop" || c.FinishReason(2) != "content_filter" {
		t.Errorf("%+v in %s", decisions, c.AppendJSON(nil))
	}
	if _, removed := j.calls(request(t, `"n":1`), c); removed != 1 || len(c.Calls(0)) != 0 {
		t.Errorf("%d removed: %s", removed, c.AppendJSON(nil))
	}
}

func TestNoticeIsBounded(t *testing.T) {
	var n notice
	for i := range 100 {
		n.add(strings.Repeat("x", 1+i%64), toolpolicy.Decision{Policy: strings.Repeat("p", 64), Reason: toolpolicy.ReasonArguments}, strings.Repeat("y", 10_000))
	}
	if text := n.text(); len(text) > 8<<10 || !strings.HasSuffix(text, "Other calls were not permitted either.") {
		t.Errorf("%d bytes: %.80s", len(text), text)
	}
}

func BenchmarkCalls(b *testing.B) {
	j := newJudge(b)
	r := request(b, tools)
	calls := []string{function("o", "create_ticket", `{"user":"alice","text":"Broken"}`), function("w", "get_weather", `{"city":"Bern"}`)}
	c := completion(b, j, `null`, calls...)
	b.ReportAllocs()
	for b.Loop() {
		if _, removed := j.calls(r, c); removed != 0 {
			b.Fatal("removed")
		}
	}
}
