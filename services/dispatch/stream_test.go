package dispatch

import (
	"context"
	"encoding/json"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"sluice/pkg/bus"
	"sluice/pkg/bus/bustest"
	"sluice/pkg/chat"
	"sluice/pkg/engine"
	"sluice/pkg/evidence"
	"sluice/pkg/exchange"
	"sluice/pkg/live"
	"sluice/pkg/policy"
	"sluice/pkg/policy/names"
	"sluice/pkg/pool"
	"sluice/pkg/scan"
	"sluice/pkg/seal"
	"sluice/pkg/stage"
)

// speaker is an engine that says what a test has it say.
type speaker struct {
	speak func(ctx context.Context, each func(event []byte) error) error
}

func (speaker) Name() string { return "speaker" }

func (speaker) Chat(context.Context, string, []byte) (*engine.Answer, error) {
	return nil, &engine.Error{Kind: engine.Refused, Backend: "speaker"}
}

func (s speaker) Stream(ctx context.Context, _ string, _ []byte, each func([]byte) error) error {
	return s.speak(ctx, each)
}

// word is an event that adds text to the content.
func word(text string) []byte {
	return append(append([]byte(`{"choices":[{"index":0,"delta":{"content":`), chat.AppendString(nil, text)...), `}}]}`...)
}

func finish() []byte {
	return []byte(`{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}`)
}

// say speaks the words, and ends as it should.
func say(words ...string) func(context.Context, func([]byte) error) error {
	return func(_ context.Context, each func([]byte) error) error {
		for _, w := range words {
			if err := each(word(w)); err != nil {
				return err
			}
		}
		return each(finish())
	}
}

// stand is the stage with real parts, and a guard, a provenance and an edge that
// the test plays.
type stand struct {
	t      *testing.T
	s      *Service
	x      *exchange.Exchange
	deltas chan *nats.Msg
	edge   *bus.Bus

	mu     sync.Mutex
	judged []live.Question
	guard  func(live.Question) live.Answer // nil: no answer
	opens  func(evidence.Opening) live.Opened
}

func newStand(t *testing.T, document string, speak func(context.Context, func([]byte) error) error) *stand {
	t.Helper()
	srv := bustest.Start(t)
	w := &stand{t: t, edge: srv.Connect(bus.UserEdge), deltas: make(chan *nats.Msg, 4096)}
	w.guard = func(live.Question) live.Answer { return live.Answer{Page: exchange.GuardPage{State: exchange.Passed}} }
	w.opens = func(evidence.Opening) live.Opened { return live.Opened{OK: true} }
	b := srv.Connect(bus.UserDispatch)
	keys := t.TempDir()
	if err := seal.EnsureKEK(keys, bus.WriteNew); err != nil {
		t.Fatal(err)
	}
	kek, err := seal.LoadKEK(keys)
	if err != nil {
		t.Fatal(err)
	}
	set := scan.Default()
	rules, err := policy.Load("", names.Known(set))
	if document != "" {
		rules, err = policy.Parse("p.yaml", []byte(document), names.Known(set))
	}
	if err != nil {
		t.Fatal(err)
	}
	validator, err := chat.NewValidator()
	if err != nil {
		t.Fatal(err)
	}
	models, err := pool.New([]pool.Backend{{Name: "speaker", Engine: speaker{speak}, Models: []string{"m"}, Timeout: time.Minute}}, pool.Options{})
	if err != nil {
		t.Fatal(err)
	}
	w.s = &Service{Deps: Deps{
		Bus: b, Once: stage.NewOnce(bustest.Bucket(t, b, bus.BucketResults), "w", time.Minute, 3, time.Now),
		Sealer: seal.New(kek, bus.KeyStore{KV: bustest.Bucket(t, b, bus.BucketKeys)}, time.Now), Pool: models,
		Policies: fixed{rules}, Detectors: set, Validator: validator, Log: slog.New(slog.DiscardHandler), Now: time.Now,
		MaxAnswer: 2 << 20, Room: 5 << 20,
	}, gone: newGone(time.Now)}
	if err := w.s.gone.listen(b.NC); err != nil {
		t.Fatal(err)
	}
	w.x = w.exchange("r")
	answer(t, srv.Connect(bus.UserGuard), bus.Window, func(q live.Question) any {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.judged = append(w.judged, q)
		return w.guard(q)
	})
	answer(t, srv.Connect(bus.UserProvenance), bus.Open+".*", func(o evidence.Opening) any { return w.opens(o) })
	if _, err := w.edge.NC.ChanSubscribe(live.Subject("edge", "*"), w.deltas); err != nil {
		t.Fatal(err)
	}
	for _, c := range []*bus.Bus{w.edge, b} {
		if err := c.NC.Flush(); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

// answer answers questions as fn says.
func answer[Q any](t *testing.T, b *bus.Bus, subject string, fn func(Q) any) {
	t.Helper()
	_, err := b.NC.Subscribe(subject, func(m *nats.Msg) {
		var q Q
		if err := json.Unmarshal(m.Data, &q); err != nil {
			t.Error(err)
		}
		data, err := json.Marshal(fn(q))
		if err == nil {
			err = m.Respond(data)
		}
		if err != nil {
			t.Error(err)
		}
	})
	if err == nil {
		err = b.NC.Flush()
	}
	if err != nil {
		t.Fatal(err)
	}
}

func (w *stand) exchange(id string) *exchange.Exchange {
	w.t.Helper()
	now := time.Now().UTC().Truncate(time.Millisecond)
	x := &exchange.Exchange{
		Key: exchange.Key("acme", "alice", id), ID: id, Tenant: "acme", User: "alice", Lane: "interactive", Via: "http", Model: "m",
		Accepted: now, Deadline: now.Add(time.Minute), Live: true, Stream: true, Edge: "edge",
		DLP: &exchange.DLPPage{State: exchange.Passed}, GuardInput: &exchange.GuardPage{State: exchange.Passed},
		Policy: exchange.PolicyRef{Digest: "d"}, Sections: map[string][]byte{},
	}
	w.prompt(x, `{"model":"m","messages":[{"role":"user","content":"Hi"}]}`)
	return x
}

func (w *stand) prompt(x *exchange.Exchange, body string) {
	w.t.Helper()
	sealed, err := w.s.Sealer.Seal(w.t.Context(), stage.Binding(x, exchange.SectionPrompt), []byte(body))
	if err != nil {
		w.t.Fatal(err)
	}
	x.Sections[exchange.SectionPrompt] = sealed
}

// ask adds parameters to the request.
func (w *stand) ask(more string) {
	w.prompt(w.x, `{"model":"m","messages":[{"role":"user","content":"Hi"}],`+more+`}`)
}

func (w *stand) dispatch() *exchange.Exchange {
	w.t.Helper()
	if err := w.s.handle(w.t.Context(), w.x); err != nil {
		w.t.Fatal(err)
	}
	return w.x
}

// sent is the text that the edge got so far.
func (w *stand) sent() string {
	w.t.Helper()
	if err := w.s.Bus.NC.Flush(); err != nil {
		w.t.Fatal(err)
	}
	if err := w.edge.NC.Flush(); err != nil {
		w.t.Fatal(err)
	}
	var b strings.Builder
	for {
		select {
		case m := <-w.deltas:
			var d live.Delta
			if err := json.Unmarshal(m.Data, &d); err != nil {
				w.t.Fatal(err)
			}
			for _, p := range d.Parts {
				b.WriteString(p.Text)
			}
		default:
			return b.String()
		}
	}
}

func code(x *exchange.Exchange) string {
	if x.Refusal == nil {
		return ""
	}
	return x.Refusal.Code
}

const sentence = "This is one of the sentences that nobody minds at all. "

func TestStreamed(t *testing.T) {
	w := newStand(t, "", say(strings.Repeat(sentence, 3), strings.Repeat(sentence, 3)))
	x := w.dispatch()
	if x.Refusal != nil || x.Dispatch.Released == 0 || len(x.Sections[exchange.SectionCompletion]) == 0 || x.GuardOutput != nil {
		t.Fatalf("it ended as %+v, %+v", x.Refusal, x.Dispatch)
	}
	if text := w.sent(); len(text) != x.Dispatch.Released || !strings.HasPrefix(strings.Repeat(sentence, 6), text) {
		t.Errorf("released %d bytes, sent %q", x.Dispatch.Released, text)
	}
}

// Who hangs up right after the text that they wanted leaves no less behind than who
// listens to the end: what the guard found in the windows that left is on the page.
func TestFindingsOfWindowsThatLeft(t *testing.T) {
	for name, end := range map[string]func(*stand, context.Context) error{
		"client_gone": func(w *stand, ctx context.Context) error {
			if err := live.Cancel(w.edge, "edge", w.x.Key); err != nil {
				return err
			}
			<-ctx.Done()
			return &engine.Error{Kind: engine.Canceled, Backend: "speaker"}
		},
		"model_stream_broken": func(*stand, context.Context) error {
			return &engine.Error{Kind: engine.Protocol, Backend: "speaker"}
		},
	} {
		t.Run(name, func(t *testing.T) {
			var w *stand
			w = newStand(t, "", func(ctx context.Context, each func([]byte) error) error {
				if err := each(word(strings.Repeat(sentence, 3))); err != nil {
					return err
				}
				return end(w, ctx)
			})
			w.guard = func(live.Question) live.Answer {
				return live.Answer{Page: exchange.GuardPage{
					State: exchange.Passed, Classifier: "c", Turns: 1, Score: 0.6,
					Findings: []exchange.Finding{{Type: "HAZARD", Rule: "S10", Action: "flag", Count: 1}},
				}}
			}
			x := w.dispatch()
			if code(x) != name || x.Dispatch.Released == 0 || w.sent() == "" {
				t.Fatalf("it ended as %+v, %+v", x.Refusal, x.Dispatch)
			}
			p := x.GuardOutput
			if p == nil || p.State != exchange.NotRun || len(p.Findings) != 1 || p.Findings[0].Rule != "S10" || p.Findings[0].Count != x.Dispatch.Windows {
				t.Errorf("of %d windows the page says %+v", x.Dispatch.Windows, p)
			}
			if exchange.Releasable(x) || exchange.GuardrailPass(x) || exchange.Next(x) != exchange.StageProvenance {
				t.Error("it goes on")
			}
		})
	}
}

// A guard that dies with a question in hand costs no answer, also where its own errors
// end a stream or let it pass; its errors do as the policy says, and at once.
func TestGuardThatIsAwayForAMoment(t *testing.T) {
	passed, failed := live.Answer{Page: exchange.GuardPage{State: exchange.Passed, Classifier: "c", Turns: 1}}, live.Answer{Page: exchange.GuardPage{State: exchange.Errored, Error: "timeout"}}
	for name, tt := range map[string]struct {
		onError string
		first   live.Answer
		code    string
		asked   int
	}{
		"block, away":  {"block", live.Answer{}, "", 2},
		"except, away": {"except", live.Answer{}, "", 2},
		"hold, away":   {"hold", live.Answer{}, "", 2},
		"block":        {"block", failed, "guard_unavailable", 1},
		"except":       {"except", failed, "", 1},
		"hold":         {"hold", failed, "", 2},
	} {
		t.Run(name, func(t *testing.T) {
			document := strings.Replace(string(policy.Default()), "on_error: hold", "on_error: "+tt.onError, 1)
			w := newStand(t, document, say(strings.Repeat(sentence, 2)))
			if f, ok := w.s.Policies.(fixed); !ok || string(f.p.GuardOnError()) != tt.onError {
				t.Fatal("it is another policy")
			}
			w.guard = func(live.Question) live.Answer {
				if len(w.judged) == 1 {
					return tt.first
				}
				return passed
			}
			x := w.dispatch()
			if code(x) != tt.code || len(w.judged) != tt.asked || (tt.code == "") != (x.Dispatch.Released > 0) {
				t.Errorf("asked %d times, it ended as %+v, %+v", len(w.judged), x.Refusal, x.Dispatch)
			}
		})
	}
}
