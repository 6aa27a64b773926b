package gate

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"sluice/pkg/bus"
	"sluice/pkg/engine"
	"sluice/pkg/model"
	"sluice/pkg/ocsf"
)

// traffic is a pool that knows who is out, and why.
type traffic struct {
	mu  sync.Mutex
	out map[string]string
}

func (p *traffic) Out(name, reason string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.out[name] = reason
}

func (p *traffic) In(name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.out, name)
}

func (p *traffic) reason(name string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.out[name]
}

// weights is an engine that tells a digest.
type weights struct {
	engine.Engine
	mu  sync.Mutex
	sha string
	err error
}

func (w *weights) set(sha string, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.sha, w.err = sha, err
}

func (w *weights) Identify(context.Context, string) (engine.Identity, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return engine.Identity{SHA: w.sha}, w.err
}

// scene is a gate, its pool, and the flags that it raised.
type scene struct {
	*Gate
	pool   *traffic
	rules  model.Rules
	raised []ocsf.Tampered
	fail   bool
	mu     sync.Mutex
}

func newScene(all ...Backend) *scene {
	s := &scene{pool: &traffic{out: map[string]string{}}, rules: model.Rules{Unregistered: true}}
	s.Gate = New(Options{
		Pool: s.pool, Tenant: "default", Rules: func() model.Rules { return s.rules }, Log: slog.New(slog.DiscardHandler), Now: time.Now,
		Raise: func(_ context.Context, what ocsf.Tampered, _ time.Time) error {
			s.mu.Lock()
			defer s.mu.Unlock()
			if s.fail {
				return errors.New("not stored")
			}
			s.raised = append(s.raised, what)
			return nil
		},
	})
	s.set(all)
	return s
}

func (s *scene) set(all []Backend) { _ = s.Set(all, func() error { return nil }) }

func (s *scene) flags() []ocsf.Tampered {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.raised
}

func (s *scene) failing(on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fail = on
}

func (s *scene) current() {
	s.Gate.mu.Lock()
	defer s.Gate.mu.Unlock()
	s.ready = true
	s.decide()
}

func (s *scene) change(t *testing.T, key string, v any) {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	s.apply(bus.Change{Key: key, Value: data, At: time.Now()})
}

func hexOf(c string) string { return strings.Repeat(c, 64) }

func (s *scene) register(t *testing.T, name, by, digest string, standing model.Standing) {
	t.Helper()
	e := model.Entry{Name: name, Version: "1", Weights: []model.Weights{{By: by, Digest: digest}}, Source: "x", DataClass: "public", Location: "x"}
	r := model.Registered{Entry: e, Digest: e.Digest(), Standing: standing, ProposedBy: "default/a", Proposed: time.Now()}
	if standing != model.Proposed {
		r.Approver, r.Approved = "default/b", time.Now()
	}
	s.change(t, bus.ModelEntries+model.Key(e.Name, e.Version), r)
}

func (s *scene) report(t *testing.T, user, backend, digest string) {
	t.Helper()
	r := model.Report{Version: 1, Backend: backend, State: model.ReportHashed, Digest: digest, Engine: "vllm"}
	if digest == "" {
		r.State = model.ReportHashing
	}
	s.change(t, bus.ModelReports+"default."+user, r)
}

// within waits in the bubble's time until want holds, and says how long it took.
func within(t *testing.T, most time.Duration, what string, want func() bool) {
	t.Helper()
	for began := time.Now(); !want(); time.Sleep(100 * time.Millisecond) {
		if time.Since(began) > most {
			t.Fatalf("not within %s: %s", most, what)
		}
	}
}

// An agent's backend gets traffic after it was verified, loses it with the first report of other weights, or with
// silence, and has it again only for the registered ones.
func TestAttested(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		good, bad := "sha256:"+hexOf("a"), "sha256:"+hexOf("b")
		s := newScene(Backend{Name: "gpu", Kind: "vllm", Models: []string{"m:1"}, AttestedBy: "agent"}, Backend{Name: "other", Kind: "vllm", Models: []string{"n"}})
		if s.pool.reason("gpu") == "" || s.pool.reason("other") == "" {
			t.Error("a backend is in before the register was read")
		}
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() { defer close(ended); s.Run(ctx) }()
		defer func() { cancel(); <-ended }()
		s.register(t, "m:1", model.ByFiles, good, model.Approved)
		s.current()
		if s.pool.reason("gpu") == "" || s.pool.reason("other") != "" {
			t.Errorf("with the register: %q, %q", s.pool.reason("gpu"), s.pool.reason("other"))
		}
		in := func() bool { return s.pool.reason("gpu") == "" }
		s.report(t, "stranger", "gpu", good)
		s.report(t, "agent", "elsewhere", good)
		time.Sleep(3 * time.Second)
		if in() {
			t.Error("somebody else's word counts")
		}
		s.report(t, "agent", "gpu", good)
		within(t, time.Second, "in traffic", in)
		if v := s.Verdict("gpu", "m:1"); v.State != model.Verified || v.Entry.Version != "1" || v.Seen.Who != "agent" {
			t.Errorf("verdict %+v", v)
		}
		since := s.Verdict("gpu", "m:1").Since
		time.Sleep(5 * time.Second)
		s.report(t, "agent", "gpu", good)
		if v := s.Verdict("gpu", "m:1"); v.Since != since || since.IsZero() {
			t.Errorf("verified since %v, after another word of the same since %v", since, v.Since)
		}
		s.report(t, "agent", "gpu", "")
		within(t, time.Second, "out while the files are read", func() bool { return !in() })
		if len(s.flags()) != 0 {
			t.Error("reading is no tampering")
		}
		s.failing(true)
		s.report(t, "agent", "gpu", bad)
		within(t, time.Second, "out for other weights", func() bool { return strings.Contains(s.pool.reason("gpu"), "other weights") })
		s.failing(false)
		within(t, 3*time.Second, "flagged", func() bool { return len(s.flags()) == 1 })
		want := ocsf.Tampered{Backend: "gpu", Model: "m:1", Version: "1", By: "files", Registered: good, Served: bad}
		if got := s.flags()[0]; got != want {
			t.Errorf("flagged %+v", got)
		}
		s.report(t, "agent", "gpu", bad)
		time.Sleep(5 * time.Second)
		if len(s.flags()) != 1 {
			t.Error("one tampering is flagged twice")
		}
		s.report(t, "agent", "gpu", good)
		within(t, time.Second, "in again", in)
		within(t, model.Fresh+2*time.Second, "out for silence", func() bool { return !in() })
		if s.pool.reason("other") != "" {
			t.Error("another backend suffered")
		}
		s.report(t, "agent", "gpu", good)
		within(t, time.Second, "in again", in)
		s.register(t, "m:1", model.ByFiles, good, model.Retired)
		within(t, time.Second, "out for a retired entry", func() bool { return !in() })
	})
}

// The clock of a server that is ahead makes no report last longer, and one that was stored long ago is none.
func TestClocks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScene(Backend{Name: "gpu", Kind: "vllm", Models: []string{"m:1"}, AttestedBy: "agent"})
		digest := "sha256:" + hexOf("a")
		s.register(t, "m:1", model.ByFiles, digest, model.Approved)
		data, err := json.Marshal(model.Report{Version: 1, Backend: "gpu", State: model.ReportHashed, Digest: digest, Engine: "vllm"})
		if err != nil {
			t.Fatal(err)
		}
		for name, tt := range map[string]struct {
			ahead, later time.Duration
			in           bool
		}{
			"ahead":           {time.Hour, 30 * time.Second, true},
			"ahead, and old":  {time.Hour, model.Fresh + time.Second, false},
			"stored long ago": {-model.Fresh - time.Second, 0, false},
		} {
			s.apply(bus.Change{Key: bus.ModelReports + "default.agent", Value: data, At: time.Now().Add(tt.ahead)})
			time.Sleep(tt.later)
			s.current()
			if in := s.pool.reason("gpu") == ""; in != tt.in {
				t.Errorf("%s: in traffic %t", name, in)
			}
		}
	})
}

// An engine that tells is asked often enough that a change takes it out within twenty seconds.
func TestAsked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &weights{sha: hexOf("a")}
		s := newScene(Backend{Name: "o", Kind: "ollama", Engine: w, Models: []string{"m:1", "team/*"}})
		s.register(t, "m:1", model.ByOllama, "sha256:"+hexOf("a"), model.Approved)
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() { defer close(ended); s.Run(ctx) }()
		defer func() { cancel(); <-ended }()
		s.current()
		in := func() bool { return s.pool.reason("o") == "" }
		within(t, 3*time.Second, "in traffic", in)
		w.set(hexOf("b"), nil)
		within(t, 20*time.Second, "out for other weights", func() bool { return !in() })
		within(t, time.Second, "flagged", func() bool { return len(s.flags()) == 1 })
		w.set(hexOf("a"), nil)
		within(t, 20*time.Second, "in again", in)
		w.set("", &engine.Error{Kind: engine.Unavailable})
		time.Sleep(30 * time.Second)
		if !in() {
			t.Error("one unanswered question takes a backend out")
		}
		within(t, 35*time.Second, "out for silence", func() bool { return !in() })
		w.set(hexOf("a"), nil)
		within(t, 20*time.Second, "in again", in)
		w.set("", &engine.Error{Kind: engine.Refused})
		within(t, 20*time.Second, "out where it has not got the model", func() bool { return !in() })
		if v := s.Verdict("o", "team/x"); v.State != model.Unregistered || !v.Serve {
			t.Errorf("below a pattern: %+v", v)
		}
		// A new engine of the same name begins anew.
		s.set([]Backend{{Name: "o", Kind: "ollama", Engine: &weights{sha: hexOf("a")}, Models: []string{"m:1"}}})
		if in() {
			t.Error("another engine of the name is in before it was asked")
		}
		within(t, 3*time.Second, "asked", in)
		s.set(nil)
		if v := s.Verdict("o", "m:1"); v.Serve {
			t.Error("a backend that is gone serves")
		}
	})
}

// An answer of an engine that was the backend's is no word of the one that is.
func TestLateWordOfAnotherEngine(t *testing.T) {
	backend := func() Backend {
		return Backend{Name: "o", Kind: "ollama", Engine: &weights{sha: hexOf("a")}, Models: []string{"m:1"}}
	}
	was, is := backend(), backend()
	s := newScene(was)
	s.register(t, "m:1", model.ByOllama, "sha256:"+hexOf("a"), model.Approved)
	s.current()
	s.set([]Backend{is})
	s.told(was, "m:1", model.ByOllama, engine.Identity{SHA: hexOf("a")}, nil)
	if s.current(); s.pool.reason("o") == "" {
		t.Error("in traffic by the word of the engine before")
	}
	s.told(is, "m:1", model.ByOllama, engine.Identity{SHA: hexOf("a")}, nil)
	if s.current(); s.pool.reason("o") != "" {
		t.Error("its own word does not count")
	}
}

// A backend that gives up the model for which it is out is in traffic when the pool
// knows, and one that gets a model that may not be served there is out before.
func TestModelsOfABackendChange(t *testing.T) {
	e := &weights{}
	of := func(models ...string) []Backend {
		return []Backend{{Name: "o", Kind: "ollama", Engine: e, Models: models}}
	}
	s := newScene(of("bad:1", "free:1")...)
	s.register(t, "bad:1", model.ByOllama, "sha256:"+hexOf("a"), model.Approved)
	s.current()
	for _, tt := range []struct {
		to            []Backend
		during, after bool // out
	}{{of("free:1"), true, false}, {of("free:1", "bad:1"), true, true}} {
		err := s.Set(tt.to, func() error {
			if out := s.pool.reason("o") != ""; out != tt.during {
				t.Errorf("%v: while the pool is set, out is %t", tt.to[0].Models, out)
			}
			return nil
		})
		if out := s.pool.reason("o") != ""; err != nil || out != tt.after {
			t.Errorf("%v: afterwards out is %t, %v", tt.to[0].Models, out, err)
		}
	}
	failed := errors.New("not taken")
	if err := s.Set(of("free:1"), func() error { return failed }); !errors.Is(err, failed) || s.pool.reason("o") == "" {
		t.Errorf("what the pool did not take counts: %v", err)
	}
}

// Each model that is another is told once, however many a backend has, and an engine may
// tell a revision in place of a digest.
func TestTwoTampered(t *testing.T) {
	b := Backend{Name: "t", Kind: "tgi", Engine: &weights{}, Models: []string{"a:1", "b:1"}}
	s := newScene(b)
	for i, m := range b.Models {
		s.register(t, m, model.ByTGI, "sha1:"+strings.Repeat("a", 40), model.Approved)
		s.told(b, m, model.ByTGI, engine.Identity{Revision: strings.Repeat([]string{"c", "d"}[i], 40)}, nil)
	}
	for range 3 {
		s.current()
	}
	if len(s.unraised) != 2 {
		t.Errorf("%d flags are due", len(s.unraised))
	}
	for _, m := range b.Models {
		s.told(b, m, model.ByTGI, engine.Identity{Revision: strings.Repeat("a", 40)}, nil)
	}
	if s.current(); s.pool.reason("t") != "" {
		t.Errorf("out with the revision that is registered: %s", s.pool.reason("t"))
	}
}

// What the policy says counts for what nobody can tell, and an entry that cannot be read for everything.
func TestRules(t *testing.T) {
	for _, tt := range []struct {
		name       string
		backend    Backend
		rules      model.Rules
		registered model.Standing
		broken     bool
		serves     bool
		is         model.State
	}{
		{"unregistered, as by default", Backend{Kind: "vllm", Models: []string{"m:1"}}, model.Rules{Unregistered: true}, "", false, true, model.Unregistered},
		{"unregistered, refused", Backend{Kind: "vllm", Models: []string{"m:1"}}, model.Rules{}, "", false, false, model.Unregistered},
		{"retired", Backend{Kind: "vllm", Models: []string{"m:1"}}, model.Rules{Unregistered: true}, model.Retired, false, false, model.Refused},
		{"proposed alone", Backend{Kind: "vllm", Models: []string{"m:1"}}, model.Rules{Unregistered: true}, model.Proposed, false, true, model.Unregistered},
		{"unattested, as by default", Backend{Kind: "vllm", Models: []string{"m:1"}}, model.Rules{Unregistered: true}, model.Approved, false, false, model.Unattested},
		{"unattested, allowed", Backend{Kind: "vllm", Models: []string{"m:1"}}, model.Rules{Unattested: true}, model.Approved, false, true, model.Unattested},
		{"its agent silent, though unattested is allowed", Backend{Kind: "vllm", Models: []string{"m:1"}, AttestedBy: "a"}, model.Rules{Unattested: true}, model.Approved, false, false, model.Silent},
		{"the development model", Backend{Kind: "dev", Models: []string{"m:1", "x/*"}}, model.Rules{}, "", true, true, model.BuiltIn},
		{"a pattern, refused", Backend{Kind: "vllm", Models: []string{"x/*"}}, model.Rules{}, "", false, false, model.Unregistered},
		{"a pattern", Backend{Kind: "vllm", Models: []string{"x/*"}}, model.Rules{Unregistered: true}, "", false, true, model.Unregistered},
		{"an entry that cannot be read", Backend{Kind: "vllm", Models: []string{"m:1"}}, model.Rules{Unregistered: true}, "", true, false, model.Silent},
	} {
		tt.backend.Name = "b"
		s := newScene(tt.backend)
		s.rules = tt.rules
		if tt.registered != "" {
			s.register(t, "m:1", model.ByFiles, "sha256:"+hexOf("a"), tt.registered)
		}
		if tt.broken {
			s.apply(bus.Change{Key: bus.ModelEntries + "x", Value: []byte("{")})
		}
		s.current()
		if got := s.pool.reason("b"); (got == "") != tt.serves || s.states["b"].is != tt.is {
			t.Errorf("%s: out for %q, %s", tt.name, got, s.states["b"].is)
		}
	}
}
