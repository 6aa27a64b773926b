package tools

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"sluice/loadtest/streams/listener"
	"sluice/loadtest/streams/voice"
)

const (
	own    = `{"id":7,"user":"admin"}`
	others = `{"id":8,"user":"bob"}`
	notice = `The call of tool "delete_user" was not permitted (policy no_deletes). Do not try it again; continue without it.`
)

// TestPermittedArrivesForbiddenDoesNot: plain, parallel and streamed, over HTTP and
// NATS, in one process and in many.
func TestPermittedArrivesForbiddenDoesNot(t *testing.T) {
	for name, start := range map[string]func(*testing.T) *world{"one process": oneProcess, "processes": processes} {
		t.Run(name, func(t *testing.T) {
			w := start(t)
			t.Run("calls", w.calls)
			t.Run("split", w.split)
		})
	}
}

// decision is one line of the record: tool, allowed, policy, reason.
type decision struct {
	tool    string
	allowed bool
	policy  string
	reason  string
}

func (w *world) calls(t *testing.T) {
	offers := func(auditor bool) []decision {
		d := []decision{{"get_ticket", true, "ticket_offer", ""}, {"delete_user", true, "delete_offer", ""}, {"read_log", false, "default_deny", "denied"}, {"wipe_disk", false, "default_deny", "denied"}}
		if auditor {
			d[2] = decision{"read_log", true, "auditors", ""}
		}
		return d
	}
	for _, tt := range []struct {
		name, user string
		say        string
		choice     string
		arrive     []listener.Call // names and arguments
		finish     string
		content    string // part of it
		authorized string
		decisions  []decision
		refused    string
	}{
		{name: "permitted", say: `call get_ticket ` + own, arrive: []listener.Call{{Name: "get_ticket", Arguments: own}}, finish: "tool_calls",
			authorized: "user_self_ticket_only", decisions: []decision{{"get_ticket", true, "user_self_ticket_only", ""}}},
		{name: "forbidden", say: `call delete_user {"id":1}`, finish: "content_filter", content: notice,
			authorized: "no_deletes", decisions: []decision{{"delete_user", false, "no_deletes", "denied"}}},
		{name: "parallel", say: `call get_ticket ` + own + ` and delete_user {"id":1}`, arrive: []listener.Call{{Name: "get_ticket", Arguments: own}},
			finish: "content_filter", content: notice, authorized: "no_deletes,user_self_ticket_only",
			decisions: []decision{{"get_ticket", true, "user_self_ticket_only", ""}, {"delete_user", false, "no_deletes", "denied"}}},
		{name: "parallel the other way", say: `call delete_user {"id":1} and get_ticket ` + own + ` and get_ticket ` + others, arrive: []listener.Call{{Name: "get_ticket", Arguments: own}},
			finish: "content_filter", content: notice, authorized: "no_deletes,default_deny,user_self_ticket_only",
			decisions: []decision{{"delete_user", false, "no_deletes", "denied"}, {"get_ticket", true, "user_self_ticket_only", ""}, {"get_ticket", false, "default_deny", "denied"}}},
		{name: "others", say: `call get_ticket ` + others, finish: "content_filter", content: `"get_ticket" was not permitted (policy default_deny)`,
			authorized: "default_deny", decisions: []decision{{"get_ticket", false, "default_deny", "denied"}}},
		{name: "bad arguments", say: `call get_ticket {"id":"seven","user":"admin"}`, finish: "content_filter",
			content:    `(invalid_arguments: arguments.id must be of type integer). Correct the arguments, or continue without it.`,
			authorized: "default_deny", decisions: []decision{{"get_ticket", false, "default_deny", "invalid_arguments"}}},
		{name: "taken from the offer", say: `call wipe_disk {}`, finish: "content_filter", content: "it is not offered",
			authorized: "default_deny", decisions: []decision{{"wipe_disk", false, "default_deny", "not_offered"}}},
		{name: "made up", say: `call rm.rf {"id":1}`, finish: "content_filter", content: "a tool that does not exist",
			authorized: "default_deny", decisions: []decision{{"invalid_name", false, "default_deny", "not_offered"}}},
		{name: "without the role", say: `call read_log {}`, finish: "content_filter", content: "it is not offered",
			authorized: "default_deny", decisions: []decision{{"read_log", false, "default_deny", "not_offered"}}},
		{name: "with the role", user: "eve", say: `call read_log {}`, arrive: []listener.Call{{Name: "read_log", Arguments: "{}"}}, finish: "tool_calls",
			authorized: "auditors", decisions: []decision{{"read_log", true, "auditors", ""}}},
		{name: "of another user", user: "eve", say: `call get_ticket ` + own, finish: "content_filter", content: `(policy default_deny)`,
			authorized: "default_deny", decisions: []decision{{"get_ticket", false, "default_deny", "denied"}}},
		{name: "demanded", say: `call wipe_disk {}`, choice: `{"type":"function","function":{"name":"wipe_disk"}}`, refused: "tool_not_permitted"},
	} {
		for door, asked := range doors() {
			id := strings.ReplaceAll(tt.name, " ", "-") + "-by-" + door
			t.Run(id, func(t *testing.T) {
				u := w.users["admin"]
				if tt.user != "" {
					u = w.users[tt.user]
				}
				body := ask("sluice-dev/tool", id+": "+tt.say)
				if tt.choice != "" {
					body.With("tool_choice", json.RawMessage(tt.choice))
				}
				a := asked(u, t, id, body)
				r, ok := w.record(t, u, id)
				if !ok {
					t.Fatal("it has no record")
				}
				if tt.refused != "" {
					if a.status != 403 || a.code != tt.refused || r.Outcome != "refused" || w.sent(t, id) != "" {
						t.Errorf("status %d, code %q, record %s; want a refusal, and nothing for the model", a.status, a.code, r.Outcome)
					}
					return
				}
				if a.status != 200 || a.finish != tt.finish || !same(a.calls, tt.arrive) || !strings.Contains(a.content, tt.content) {
					t.Errorf("%+v", a)
				}
				if strings.Contains(a.raw, `"name":"delete_user"`) || strings.Contains(a.raw, `"bob`) || strings.Contains(a.raw, `\"bob`) {
					t.Errorf("something of a forbidden call arrived: %s", a.raw)
				}
				if r.Outcome != "completed" || r.ToolAuthorization != tt.authorized || r.FinishReason != tt.finish {
					t.Errorf("the record says %s, %s, %s", r.Outcome, r.ToolAuthorization, r.FinishReason)
				}
				if r.ToolDecisions == nil {
					t.Fatal("the record has no decisions")
				}
				var made, offered []decision
				for _, d := range r.ToolDecisions.Calls {
					made = append(made, decision{d.Tool, d.Allowed, d.Policy, d.Reason})
				}
				for _, d := range r.ToolDecisions.Offers {
					offered = append(offered, decision{d.Tool, d.Allowed, d.Policy, d.Reason})
				}
				if !slices.Equal(made, tt.decisions) || !slices.Equal(offered, offers(tt.user == "eve")) || len(r.ToolCalls) != len(tt.decisions) {
					t.Errorf("decided %v of %v, offers %v", made, r.ToolCalls, offered)
				}
				if r.ToolDecisions.CallsBundle == "" || r.ToolDecisions.CallsBundle != r.ToolDecisions.OffersBundle {
					t.Error("the record does not say by which policies")
				}
				got := w.sent(t, id)
				if !strings.Contains(got, `"name":"get_ticket"`) || strings.Contains(got, `"name":"wipe_disk"`) || strings.Contains(got, `"name":"read_log"`) != (tt.user == "eve") {
					t.Errorf("the model was sent %s", got)
				}
			})
		}
	}
}

// same compares names and arguments; every call needs an id.
func same(got, want []listener.Call) bool {
	return slices.EqualFunc(got, want, func(g, w listener.Call) bool { return g.ID != "" && g.Name == w.Name && g.Arguments == w.Arguments })
}

// split: two calls whose arguments come in pieces, woven into each other, cut at
// every place. Nothing of either comes before both are decided.
func (w *world) split(t *testing.T) {
	const said = "Let me look at the ticket first, and then I will tidy up the users as you asked me to. "
	const forbidden = `{"id":4711,"why":"tidy up the users"}`
	u := w.users["admin"]
	cuts := max(len(own), len(forbidden)) + 1
	var all sync.WaitGroup
	for n := range cuts {
		all.Go(func() {
			id := fmt.Sprintf("split-%d", n)
			model := w.voice.Model(id, func(m *voice.Mouth) {
				m.Say(voice.Cut(said, 8)...)
				a, b := min(n, len(own)), min(n, len(forbidden))
				m.Call(0, "call_a", "get_ticket", own[:a])
				m.Call(1, "call_b", "delete_user", forbidden[:b])
				m.More(0, own[a:])
				m.More(1, forbidden[b:])
				m.End("tool_calls")
			})
			s, err := u.http.Open(t.Context(), id, ask(model, "Please").With("stream", true))
			if err != nil {
				t.Error(err)
				return
			}
			s.Until(func() bool { return len(s.Calls) > 0 || len(s.Finish) > 0 })
			if _, ok := w.record(t, u, id); !ok {
				t.Errorf("%s: a call came before its record", id)
			}
			if err := s.Rest(); err != nil || !s.Whole() || s.Finish[0] != "content_filter" || !same(s.Calls[0], []listener.Call{{Name: "get_ticket", Arguments: own}}) ||
				s.Calls[0][0].ID != "call_a" || s.Content() != said+"\n\n"+notice {
				t.Errorf("%s: %v, %s, %+v, %q", id, err, &s.Heard, s.Calls, s.Content())
			}
			if strings.Contains(s.Raw.String(), "4711") || strings.Contains(s.Raw.String(), "call_b") {
				t.Errorf("%s: something of a forbidden call arrived", id)
			}
			if r, ok := w.record(t, u, id); !ok || r.ToolAuthorization != "no_deletes,user_self_ticket_only" || r.Streamed == nil || r.Streamed.Released == 0 {
				t.Errorf("%s: the record says %s, %+v", id, r.ToolAuthorization, r.Streamed)
			}
		})
	}
	all.Wait()
	t.Logf("two calls cut at each of %d places", cuts)
}
