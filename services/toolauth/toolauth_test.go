package toolauth

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"sluice/pkg/bus"
	"sluice/pkg/bus/bustest"
	"sluice/pkg/chat"
	"sluice/pkg/exchange"
	"sluice/pkg/seal"
	"sluice/pkg/stage"
)

func mustJSON(t testing.TB, v any) []byte {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// roles has one user.
type roles struct{}

func (roles) Roles(tenant, user string) ([]string, bool) {
	return []string{"support"}, tenant == "acme" && user == "alice"
}

// world is a service over real keys, without a consumer: handle is called directly.
type world struct {
	t   *testing.T
	s   *Service
	now time.Time
}

func newWorld(t *testing.T) *world {
	t.Helper()
	keys := t.TempDir()
	if err := seal.EnsureKEK(keys, bus.WriteNew); err != nil {
		t.Fatal(err)
	}
	kek, err := seal.LoadKEK(keys)
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, now: time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)}
	store := bus.KeyStore{KV: bustest.Bucket(t, bustest.Start(t).Connect(bus.UserToolauth), bus.BucketKeys)}
	j := newJudge(t)
	w.s = &Service{Deps{
		Sealer: seal.New(kek, store, time.Now), Bundle: j.bundle, Users: roles{}, Validator: j.schemas,
		Log: slog.New(slog.DiscardHandler), Now: func() time.Time { return w.now },
	}}
	return w
}

func (w *world) exchange(user, prompt string) *exchange.Exchange {
	w.t.Helper()
	x := &exchange.Exchange{
		Key: exchange.Key("acme", user, "r"), ID: "r", Tenant: "acme", User: user, Lane: "interactive", Model: "m", Tools: true,
		Accepted: w.now, Deadline: w.now.Add(time.Minute), DLP: &exchange.DLPPage{State: exchange.Passed},
		GuardInput: &exchange.GuardPage{State: exchange.Passed}, Sections: map[string][]byte{},
	}
	w.seal(x, exchange.SectionPrompt, `{"model":"m","messages":[{"role":"user","content":"Hi"}],`+prompt+`}`)
	return x
}

func (w *world) answered(x *exchange.Exchange, c *chat.Completion) *exchange.Exchange {
	w.t.Helper()
	x.ToolOffer = &exchange.ToolPage{State: exchange.Passed}
	x.Dispatch = &exchange.DispatchPage{State: exchange.Passed, OutputHash: "before", FinishReason: "tool_calls", ToolCalls: []string{"f"}}
	x.GuardOutput = &exchange.GuardPage{State: exchange.Passed}
	w.seal(x, exchange.SectionCompletion, string(c.AppendJSON(nil)))
	return x
}

func (w *world) seal(x *exchange.Exchange, section, text string) {
	w.t.Helper()
	if err := stage.Seal(w.t.Context(), w.s.Sealer, x, section, []byte(text)); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) opened(x *exchange.Exchange, section string) string {
	w.t.Helper()
	plain, err := stage.Open(w.t.Context(), w.s.Sealer, x, section)
	if err != nil {
		w.t.Fatal(err)
	}
	return string(plain)
}

func (w *world) handle(x *exchange.Exchange) error { return w.s.handle(w.t.Context(), x) }

func TestHandleOffer(t *testing.T) {
	w := newWorld(t)
	x := w.exchange("alice", tools)
	if err := w.handle(x); err != nil {
		t.Fatal(err)
	}
	p := x.ToolOffer
	if p.State != exchange.Passed || len(p.Decisions) != 5 || p.Bundle != w.s.Bundle.Digest() || x.Refusal != nil || x.ToolCalls != nil {
		t.Errorf("got %+v, %+v", p, x.Refusal)
	}
	if prompt := w.opened(x, exchange.SectionPrompt); strings.Contains(prompt, "delete_user") || !strings.Contains(prompt, "get_weather") {
		t.Errorf("the prompt is %s", prompt)
	}
	if exchange.Next(x) != exchange.StageDispatch {
		t.Errorf("goes to %s", exchange.Next(x))
	}

	// Nothing is denied: the prompt is not written anew.
	x = w.exchange("alice", `"tools":[{"type":"function","function":{"name":"get_weather"}}]`)
	before := string(x.Sections[exchange.SectionPrompt])
	if err := w.handle(x); err != nil || string(x.Sections[exchange.SectionPrompt]) != before {
		t.Errorf("%v", err)
	}

	// All are denied: the model answers without tools.
	x = w.exchange("bob", tools+`,"tool_choice":"auto"`)
	if err := w.handle(x); err != nil || x.Refusal != nil || strings.Contains(w.opened(x, exchange.SectionPrompt), "tool") {
		t.Errorf("%v, %+v", err, x.Refusal)
	}
}

func TestHandleOfferRefuses(t *testing.T) {
	w := newWorld(t)
	for name, x := range map[string]*exchange.Exchange{
		"by name":  w.exchange("alice", tools+`,"tool_choice":{"type":"function","function":{"name":"delete_user"}}`),
		"required": w.exchange("bob", tools+`,"tool_choice":"required"`),
	} {
		if err := w.handle(x); err != nil {
			t.Fatal(err)
		}
		r := x.Refusal
		if r == nil || r.Status != 403 || r.Type != "permission_error" || r.Code != "tool_not_permitted" || r.Failed || r.Stage != "toolauth" || len(r.Rules) != 1 {
			t.Errorf("%s: %+v", name, r)
		}
		if x.ToolOffer.State != exchange.Failed || exchange.Next(x) != exchange.StageProvenance {
			t.Errorf("%s: %+v", name, x.ToolOffer)
		}
	}
}

func TestHandleCalls(t *testing.T) {
	w := newWorld(t)
	j := w.s.judge(w.exchange("alice", tools))
	good, bad := function("w", "get_weather", `{"city":"Bern"}`), function("b", "create_ticket", `{"user":"bob"}`)

	x := w.answered(w.exchange("alice", tools), completion(t, j, `null`, good))
	before := string(x.Sections[exchange.SectionCompletion])
	if err := w.handle(x); err != nil || x.ToolCalls.State != exchange.Passed || !x.ToolCalls.Decisions[0].Allowed {
		t.Fatalf("%v, %+v", err, x.ToolCalls)
	}
	if string(x.Sections[exchange.SectionCompletion]) != before || x.Dispatch.OutputHash != "before" || x.Dispatch.FinishReason != "tool_calls" {
		t.Error("a completion without a denied call was changed")
	}

	x = w.answered(w.exchange("alice", tools), completion(t, j, `null`, bad, good))
	if err := w.handle(x); err != nil || x.ToolCalls.State != exchange.Passed || len(x.ToolCalls.Decisions) != 2 {
		t.Fatalf("%v, %+v", err, x.ToolCalls)
	}
	text := w.opened(x, exchange.SectionCompletion)
	want, err := w.s.Sealer.Digest(t.Context(), "acme", "output", []byte(text))
	if err != nil || x.Dispatch.OutputHash != want || x.Dispatch.FinishReason != "content_filter" {
		t.Errorf("%v, %+v", err, x.Dispatch)
	}
	if strings.Contains(text, "bob") || !strings.Contains(text, "Bern") || exchange.Next(x) != exchange.StageProvenance {
		t.Errorf("the completion is %s", text)
	}
	if !exchange.Releasable(x) {
		t.Error("what is left is not released")
	}
}

// TestHandleCannotJudge: nothing that could not be judged has passed.
func TestHandleCannotJudge(t *testing.T) {
	w := newWorld(t)
	j := w.s.judge(w.exchange("alice", tools))
	call := completion(t, j, `null`, function("w", "get_weather", `{"city":"Bern"}`))
	moved := func(section string) *exchange.Exchange {
		x := w.answered(w.exchange("alice", tools), call)
		x.Sections[section] = w.answered(w.exchange("bob", tools), call).Sections[section]
		return x
	}
	noPrompt := w.exchange("alice", tools)
	w.seal(noPrompt, exchange.SectionPrompt, `{"model":`)
	noCompletion := w.answered(w.exchange("alice", tools), call)
	w.seal(noCompletion, exchange.SectionCompletion, `{"choices":[]}`)
	gone := w.answered(w.exchange("alice", tools), call)
	delete(gone.Sections, exchange.SectionPrompt)
	for name, x := range map[string]*exchange.Exchange{
		"moved prompt": moved(exchange.SectionPrompt), "moved completion": moved(exchange.SectionCompletion),
		"no request": noPrompt, "no completion": noCompletion, "no prompt": gone,
	} {
		var reject *stage.Rejection
		if err := w.handle(x); !errors.As(err, &reject) {
			t.Errorf("%s: %v", name, err)
		}
		if p := page(x); p.State == exchange.Passed || p.State == exchange.Excepted || exchange.Releasable(x) {
			t.Errorf("%s: %+v", name, p)
		}
	}

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	fresh := &Service{w.s.Deps}
	fresh.Sealer = newWorld(t).s.Sealer // another's keys: not there yet, which a retry may cure
	x := w.exchange("alice", tools)
	if err := fresh.handle(ctx, x); err == nil || x.ToolOffer.State == exchange.Passed {
		t.Errorf("%v, %+v", err, x.ToolOffer)
	}

	many := make([]string, 0, 128)
	for range 128 {
		many = append(many, function("w", "get_weather", `{"city":"Bern"}`))
	}
	one := string(completion(t, j, `null`, many...).AppendJSON(nil))
	_, choices, _ := strings.Cut(one, `"choices":[`)
	choices = strings.TrimSuffix(choices, "]}")
	crowd, err := j.schemas.ParseCompletion([]byte(`{"choices":[`+strings.TrimSuffix(strings.Repeat(choices+",", 9), ",")+`]}`), chat.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	x = w.answered(w.exchange("alice", tools), crowd)
	if err := w.handle(x); err != nil || x.Refusal == nil || !x.Refusal.Failed || x.ToolCalls.State != exchange.Errored {
		t.Errorf("a crowd of calls: %v, %+v", err, x.Refusal)
	}
}

func page(x *exchange.Exchange) *exchange.ToolPage {
	if x.ToolCalls != nil {
		return x.ToolCalls
	}
	return x.ToolOffer
}

func TestHandleDeadline(t *testing.T) {
	w := newWorld(t)
	for _, x := range []*exchange.Exchange{
		w.exchange("alice", tools),
		w.answered(w.exchange("alice", tools), completion(t, newJudge(t), `null`, function("w", "get_weather", `{"city":"Bern"}`))),
	} {
		x.Deadline = w.now
		if err := w.handle(x); err != nil || x.Refusal == nil || !x.Refusal.Failed || x.Refusal.Status != 504 || page(x).State != exchange.NotRun {
			t.Errorf("%v, %+v, %+v", err, x.Refusal, page(x))
		}
	}
}
