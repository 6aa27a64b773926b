package pool

import (
	"context"
	"strings"
	"testing"

	"sluice/pkg/devmodel"
	"sluice/pkg/engine"
)

// played is an engine that does what its function does.
type played struct {
	name string
	chat func(ctx context.Context) error // nil error: a fixed answer
}

func (e *played) Name() string { return e.name }

func (e *played) Chat(ctx context.Context, _ string, _ []byte) (*engine.Answer, error) {
	if err := e.chat(ctx); err != nil {
		return nil, err
	}
	return &engine.Answer{Body: []byte(`{"choices":[{}]}`)}, nil
}

func fine(context.Context) error { return nil }

// failing ends every call with an error of the kind.
func failing(k engine.Kind) func(context.Context) error {
	return func(context.Context) error { return &engine.Error{Kind: k, Backend: "x"} }
}

// hanging ends no call before its context does, and says so as the engines do.
func hanging(ctx context.Context) error {
	<-ctx.Done()
	k := engine.Timeout
	if ctx.Err() == context.Canceled {
		k = engine.Canceled
	}
	return &engine.Error{Kind: k, Backend: "x"}
}

// one is a backend "name" for the model "m".
func one(name string, chat func(context.Context) error) Backend {
	return Backend{Name: name, Engine: &played{name, chat}, Models: []string{"m"}}
}

func build(t testing.TB, o Options, b ...Backend) *Pool {
	t.Helper()
	p, err := New(b, o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// idle fails the test if the pool still holds something.
func idle(t *testing.T, p *Pool) {
	t.Helper()
	for _, s := range p.States() {
		if s.Outstanding != 0 {
			t.Errorf("backend %s has %d calls", s.Name, s.Outstanding)
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.waiting.n != 0 || len(p.running) != 0 {
		t.Errorf("%d calls wait, %v run", p.waiting.n, p.running)
	}
}

func breakerOf(p *Pool, name string) string {
	for _, s := range p.States() {
		if s.Name == name {
			return s.Breaker
		}
	}
	return "no such backend"
}

func TestNewRefuses(t *testing.T) {
	change := func(f func(b *Backend)) []Backend {
		b := one("a", fine)
		f(&b)
		return []Backend{b}
	}
	tests := []struct {
		name string
		b    []Backend
		o    Options
		says string
	}{
		{"none", nil, Options{}, "configure at least one"},
		{"no name", change(func(b *Backend) { b.Name = "" }), Options{}, "backend 1 has no name"},
		{"same name", []Backend{one("a", fine), one("a", fine)}, Options{}, `two backends are named "a"`},
		{"no engine", change(func(b *Backend) { b.Engine = nil }), Options{}, "has no engine"},
		{"no models", change(func(b *Backend) { b.Models = nil }), Options{}, "list the names"},
		{"empty model", change(func(b *Backend) { b.Models = []string{""} }), Options{}, "empty or has a *"},
		{"star alone", change(func(b *Backend) { b.Models = []string{"*"} }), Options{}, "empty or has a *"},
		{"bare family", change(func(b *Backend) { b.Models = []string{"/*"} }), Options{}, "empty or has a *"},
		{"star within", change(func(b *Backend) { b.Models = []string{"a*b/*"} }), Options{}, "empty or has a *"},
		{"model twice", change(func(b *Backend) { b.Models = []string{"m", "m"} }), Options{}, "twice"},
		{"weight", change(func(b *Backend) { b.Weight = -1 }), Options{}, "negative"},
		{"limit", change(func(b *Backend) { b.MaxConcurrent = -1 }), Options{}, "negative"},
		{"timeout", change(func(b *Backend) { b.Timeout = -1 }), Options{}, "negative"},
		{"options", []Backend{one("a", fine)}, Options{Failures: -1}, "negative"},
		{"window", []Backend{one("a", fine)}, Options{MinOutcomes: windowSize + 1}, "remembers"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := New(tt.b, tt.o); err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("got %v, want an error with %q", err, tt.says)
			}
		})
	}
}

func TestModels(t *testing.T) {
	with := func(name string, models ...string) Backend {
		b := one(name, fine)
		b.Models = models
		return b
	}
	narrow := with("dev", "sluice-dev", "sluice-dev/*")
	narrow.Serves = devmodel.Serves
	p := build(t, Options{}, narrow, with("a", "m", "team/*"), with("b", "m", "team/big/*", "team/big/exact"))
	tests := []struct{ model, served string }{
		{"m", "a b"},
		{"sluice-dev", "dev"},
		{"sluice-dev/echo", "dev"},
		{"sluice-dev/slow-7", "dev"},
		{"sluice-dev/nothing", ""},
		{"sluice-dev/", ""},
		{"team/x", "a"},
		{"team/", ""},
		{"team", ""},
		{"team/big/x", "a b"},
		{"team/big/exact", "a b"},
		{"", ""},
		{"M", ""},
		{"team/*", "a"}, // a name like another: what the star stands for is the engine's to know
	}
	for _, tt := range tests {
		var got []string
		for _, b := range p.now().serving(tt.model) {
			got = append(got, b.Name)
		}
		if s := strings.Join(got, " "); s != tt.served {
			t.Errorf("%q is served by %q, want %q", tt.model, s, tt.served)
		}
	}
	if _, _, err := p.Chat(t.Context(), "none", Caller{}, nil); err != ErrUnknownModel {
		t.Errorf("got %v", err)
	}
}
