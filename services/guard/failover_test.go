package guard

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"sluice/pkg/engine"
	"sluice/pkg/llamaguard"
	"sluice/pkg/pool"
)

// saying is a backend of the shape of vLLM's (synthetic) that says text to every
// prompt but where the judged turn has one of the words that others are for.
func saying(t *testing.T, name, text string, unlike map[string]string) (pool.Backend, *atomic.Int64) {
	t.Helper()
	var asked atomic.Int64
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		var q struct{ Prompt string }
		if json.NewDecoder(r.Body).Decode(&q) != nil {
			t.Error("no question")
		}
		say := text
		for word, other := range unlike {
			if strings.Contains(q.Prompt, word) {
				say = other
			}
		}
		first, _, _ := strings.Cut(say, "\n")
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(w, `{"choices":[{"text":%q,"logprobs":{"tokens":[%[2]q],"token_logprobs":[-0.01],"top_logprobs":[{%[2]q:-0.01}]}}]}`, say, first)
	}))
	t.Cleanup(srv.Close)
	e, err := engine.New(engine.Config{Name: name, Kind: "vllm", URL: srv.URL})
	if err != nil {
		t.Fatal(err)
	}
	return pool.Backend{Name: name, Engine: e, Models: []string{"guard"}}, &asked
}

func modelOf(t *testing.T, o pool.Options, backends ...pool.Backend) (Classifier, *pool.Pool) {
	t.Helper()
	family := llamaguard.Families()[0]
	o.Probe = Probe(family)
	p, err := pool.New(backends, o)
	if err != nil {
		t.Fatal(err)
	}
	return Model(p, family, "g", "guard", nil), p
}

func turnOf(text string) []llamaguard.Turn {
	return []llamaguard.Turn{{Role: llamaguard.User, Text: text}}
}

// One backend of two that garbles everything costs no verdict.
func TestGarblingBackendCostsNoVerdict(t *testing.T) {
	bad, _ := saying(t, "bad", "I am sorry, but I may not say.", nil)
	good, _ := saying(t, "good", "safe", nil)
	c, _ := modelOf(t, pool.Options{}, bad, good)
	for i := range 100 {
		j, err := c.Judge(t.Context(), "p", turnOf(fmt.Sprintf("text %d", i)))
		if err != nil || j.Backend != "good" || j.Unsafe > 0.1 {
			t.Fatalf("text %d: %+v, %v", i, j, err)
		}
	}
}

// A text whose answer is nonsense has no verdict, which keeps its kind, and keeps
// nobody else from one.
func TestNonsenseKeepsItsKind(t *testing.T) {
	odd := map[string]string{"curse": "I am sorry, but I may not say.", "shy": "", "vague": "unsafe\nS99"}
	a, _ := saying(t, "a", "safe", odd)
	b, _ := saying(t, "b", "safe", odd)
	c, p := modelOf(t, pool.Options{Failures: 2}, a, b)
	for word, want := range map[string]llamaguard.Kind{"curse": llamaguard.Garbled, "shy": llamaguard.Empty, "vague": llamaguard.UnknownCategory} {
		for i := range 10 {
			_, err := c.Judge(t.Context(), "p", turnOf(fmt.Sprintf("%s %d", word, i)))
			var down *pool.Unavailable
			if kind(err) != string(want) || !errors.As(err, &down) {
				t.Fatalf("%s: %v is of the kind %q", word, err, kind(err))
			}
		}
	}
	if _, err := c.Judge(t.Context(), "p", turnOf("fine")); err != nil {
		t.Errorf("another's text: %v", err)
	}
	for _, s := range p.States() {
		if s.Breaker != "closed" {
			t.Errorf("the breaker of %s is %s", s.Name, s.Breaker)
		}
	}
}

// The control question wants a verdict with scores.
func TestProbe(t *testing.T) {
	family := llamaguard.Families()[0]
	for said, well := range map[string]bool{"safe": true, "unsafe\nS1": true, "Paris": false, "": false, "unsafe\nS99": false} {
		b, asked := saying(t, "b", said, nil)
		err := Probe(family)(t.Context(), b.Engine, "x")
		if (err == nil) != well || asked.Load() != 1 {
			t.Errorf("%q: %v after %d questions", said, err, asked.Load())
		}
	}
	slow, err := engine.New(engine.Config{Name: "gone", Kind: "vllm", URL: "http://127.0.0.1:1"})
	if err != nil {
		t.Fatal(err)
	}
	if err := Probe(family)(t.Context(), slow, "x"); err == nil {
		t.Error("nobody is well")
	}
}

// A backend that garbles is left alone in the end, and judges again once it is well.
func TestGarblingBackendComesBack(t *testing.T) {
	t.Parallel()
	var ill atomic.Bool
	ill.Store(true)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		word := "safe"
		if ill.Load() {
			word = "?"
		}
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(w, `{"choices":[{"text":%[1]q,"logprobs":{"tokens":[%[1]q],"token_logprobs":[-0.01],"top_logprobs":[{%[1]q:-0.01}]}}]}`, word)
	}))
	t.Cleanup(srv.Close)
	e, err := engine.New(engine.Config{Name: "b", Kind: "vllm", URL: srv.URL})
	if err != nil {
		t.Fatal(err)
	}
	c, p := modelOf(t, pool.Options{Failures: 1, OpenFor: 10 * time.Millisecond}, pool.Backend{Name: "b", Engine: e, Models: []string{"guard"}})
	if _, err := c.Judge(t.Context(), "p", turnOf("x")); kind(err) != string(llamaguard.Garbled) {
		t.Fatalf("got %v", err)
	}
	until(t, func() bool { return p.States()[0].Breaker != "closed" })
	ill.Store(false)
	until(t, func() bool { _, err := c.Judge(t.Context(), "p", turnOf("x")); return err == nil })
	if s := p.States()[0].Breaker; s != "closed" {
		t.Errorf("the breaker is %s", s)
	}
}

// until waits for what comes within seconds.
func until(t *testing.T, ok func() bool) {
	t.Helper()
	end := time.After(20 * time.Second)
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for !ok() {
		select {
		case <-tick.C:
		case <-end:
			t.Fatal("it never comes")
		}
	}
}
