package pool

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"sluice/pkg/devmodel"
	"sluice/pkg/engine"
)

// remote is a backend over HTTP for sluice-dev and its family.
func remote(t testing.TB, name, url string, timeout time.Duration) Backend {
	t.Helper()
	e, err := engine.New(engine.Config{Name: name, Kind: "openai", URL: url})
	if err != nil {
		t.Fatal(err)
	}
	return Backend{Name: name, Engine: e, Models: []string{"sluice-dev", "sluice-dev/*"}, Timeout: timeout}
}

func listen(t testing.TB, h http.Handler) string {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL
}

// nobody is an address where nothing listens.
func nobody(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return "http://" + l.Addr().String()
}

func ask(model string) []byte {
	return fmt.Appendf(nil, `{"model":%q,"messages":[{"role":"user","content":"hello"}]}`, model)
}

// burst makes n calls, eight at a time, and gives back how often each backend served.
func burst(t *testing.T, p *Pool, model string, n int) map[string]int {
	t.Helper()
	var mu sync.Mutex
	by := map[string]int{}
	jobs := make(chan struct{}, n)
	for range n {
		jobs <- struct{}{}
	}
	close(jobs)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range jobs {
				a, served, err := p.Chat(t.Context(), model, Caller{}, ask(model))
				if err != nil || len(a.Body) == 0 {
					t.Errorf("a call failed: %v", err)
				}
				mu.Lock()
				by[served.Backend]++
				mu.Unlock()
			}
		})
	}
	all.Wait()
	idle(t, p)
	return by
}

func TestBothWell(t *testing.T) {
	url := listen(t, devmodel.Handler(nil))
	p := build(t, Options{}, remote(t, "a", url, 0), remote(t, "b", url, 0))
	by := map[string]int{}
	for range 20 {
		_, served, err := p.Chat(t.Context(), "sluice-dev", Caller{}, ask("sluice-dev"))
		if err != nil {
			t.Fatal(err)
		}
		by[served.Backend]++
	}
	if by["a"] != 10 || by["b"] != 10 {
		t.Errorf("one call after the other: they served %v", by)
	}
	// At once: how the machine runs the calls decides who has less to do, and so the shares.
	if by := burst(t, p, "sluice-dev", 200); by["a"] == 0 || by["b"] == 0 || by["a"]+by["b"] != 200 {
		t.Errorf("eight at a time: they served %v", by)
	}
}

// With one of two backends down, in any way, no call fails and its breaker opens.
func TestOneOfTwoDown(t *testing.T) {
	tests := []struct {
		name string
		down func(t *testing.T) string
	}{
		{"nobody listens", func(t *testing.T) string { return nobody(t) }},
		{"resets", func(t *testing.T) string {
			return listen(t, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }))
		}},
		{"500", func(t *testing.T) string {
			return listen(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) }))
		}},
		{"not JSON", func(t *testing.T) string {
			return listen(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "hello") }))
		}},
		{"cut", func(t *testing.T) string {
			return listen(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "application/json")
				w.Header().Set("Content-Length", "1000")
				_, _ = io.WriteString(w, `{"choices":[`)
				_ = http.NewResponseController(w).Flush()
				panic(http.ErrAbortHandler)
			}))
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := build(t, Options{OpenFor: time.Hour},
				remote(t, "down", tt.down(t), 0), remote(t, "up", listen(t, devmodel.Handler(nil)), 0))
			if by := burst(t, p, "sluice-dev", 100); by["up"] != 100 {
				t.Errorf("they served %v", by)
			}
			if d, u := breakerOf(p, "down"), breakerOf(p, "up"); d != "open" || u != "closed" {
				t.Errorf("the breakers are %s and %s", d, u)
			}
		})
	}
}

// A backend that dies while it is used fails no call, and is used again once it is back.
func TestDiesAndComesBack(t *testing.T) {
	var dead atomic.Bool
	up := devmodel.Handler(nil)
	url := listen(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if dead.Load() {
			panic(http.ErrAbortHandler)
		}
		up.ServeHTTP(w, r)
	}))
	p := build(t, Options{OpenFor: time.Millisecond}, remote(t, "a", url, 0), remote(t, "b", listen(t, up), 0))
	burst(t, p, "sluice-dev", 50)
	dead.Store(true)
	if by := burst(t, p, "sluice-dev", 50); by["b"] != 50 {
		t.Errorf("they served %v", by)
	}
	dead.Store(false)
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	for {
		_, served, err := p.Chat(ctx, "sluice-dev", Caller{}, ask("sluice-dev"))
		if err != nil {
			t.Fatal(err)
		}
		if served.Backend == "a" {
			break
		}
	}
}

// With both down the answer is Unavailable: after one attempt at each while the breakers are closed, at once and
// without an attempt when they are open.
func TestBothDown(t *testing.T) {
	p := build(t, Options{OpenFor: time.Hour}, remote(t, "a", nobody(t), 0), remote(t, "b", nobody(t), 0))
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	for i := range 8 {
		_, served, err := p.Chat(ctx, "sluice-dev", Caller{}, ask("sluice-dev"))
		down, ok := errors.AsType[*Unavailable](err)
		if !ok || down.RetryAfter <= 0 {
			t.Fatalf("got %v", err)
		}
		want := 2
		if i >= DefaultFailures {
			want = 0
		}
		if served.Attempts != want || (down.Last != nil) != (want > 0) {
			t.Errorf("call %d made %d attempts, last %v", i, served.Attempts, down.Last)
		}
		if i >= DefaultFailures && down.RetryAfter < 59*time.Minute {
			t.Errorf("to come again in %v", down.RetryAfter)
		}
	}
	if errors.Is(&Unavailable{Last: context.DeadlineExceeded}, context.DeadlineExceeded) {
		t.Error("an attempt's deadline looks like the caller's")
	}
}

// A backend that hangs costs its own timeout and no more, until its breaker opens; then it costs nothing.
func TestHangCostsItsTimeout(t *testing.T) {
	const timeout = 100 * time.Millisecond
	stuck := listen(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		<-r.Context().Done()
	}))
	p := build(t, Options{OpenFor: time.Hour},
		remote(t, "stuck", stuck, timeout), remote(t, "up", listen(t, devmodel.Handler(nil)), 0))
	hit := 0
	for range 20 {
		start := time.Now()
		_, served, err := p.Chat(t.Context(), "sluice-dev", Caller{}, ask("sluice-dev"))
		took := time.Since(start)
		if err != nil || served.Backend != "up" {
			t.Fatalf("served by %+v, %v", served, err)
		}
		if served.Attempts == 2 {
			hit++
			if took < timeout || took > timeout+5*time.Second {
				t.Errorf("a call that met the hanging backend took %v", took)
			}
		}
	}
	if hit != DefaultFailures || breakerOf(p, "stuck") != "open" {
		t.Errorf("%d calls met the hanging backend, its breaker is %s", hit, breakerOf(p, "stuck"))
	}
	idle(t, p)
}

// The same to the nanosecond, and with the caller's deadline before the backend's.
func TestHangAndDeadlines(t *testing.T) {
	tests := []struct {
		name             string
		timeout, give    time.Duration
		took             time.Duration
		deadline, answer bool
		breaker          string
	}{
		{"backend's timeout first", 10 * time.Second, time.Minute, 10 * time.Second, false, true, "open"},
		{"caller's deadline first", time.Minute, 10 * time.Second, 10 * time.Second, true, false, "open"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				stuck := one("stuck", hanging)
				stuck.Timeout = tt.timeout
				p := build(t, Options{Failures: 1}, stuck, limited(one("up", fine), 1))
				ctx, cancel := context.WithTimeout(t.Context(), tt.give)
				defer cancel()
				start := time.Now()
				_, served, err := p.Chat(ctx, "m", Caller{}, nil)
				if served.Attempts == 0 || time.Since(start) != tt.took {
					t.Errorf("%+v after %v", served, time.Since(start))
				}
				if (err == nil) != tt.answer || errors.Is(err, context.DeadlineExceeded) != tt.deadline {
					t.Errorf("got %v", err)
				}
				if s := breakerOf(p, "stuck"); s != tt.breaker {
					t.Errorf("the breaker is %s", s)
				}
				idle(t, p)
			})
		})
	}
}

// What a backend refuses is not tried elsewhere, and says nothing against the backend.
func TestRefusedIsFinal(t *testing.T) {
	url := listen(t, devmodel.Handler(nil))
	p := build(t, Options{}, remote(t, "a", url, 0), remote(t, "b", url, 0))
	for _, status := range []int{400, 401, 403, 404, 413, 422} {
		for range 20 {
			model := fmt.Sprintf("sluice-dev/error-%d", status)
			_, served, err := p.Chat(t.Context(), model, Caller{}, ask(model))
			e, ok := errors.AsType[*engine.Error](err)
			if !ok || e.Kind != engine.Refused || e.Status != status || served.Attempts != 1 {
				t.Fatalf("got %v after %d attempts", err, served.Attempts)
			}
		}
	}
	for _, s := range p.States() {
		if s.Breaker != "closed" {
			t.Errorf("the breaker of %s is %s", s.Name, s.Breaker)
		}
	}
}

// Callers who go away say nothing against a backend.
func TestCancelledDoesNotCount(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := build(t, Options{}, one("a", hanging), one("b", hanging))
		for range 30 {
			ctx, cancel := context.WithCancel(t.Context())
			done := make(chan error)
			go func() { _, _, err := p.Chat(ctx, "m", Caller{}, nil); done <- err }()
			synctest.Wait()
			cancel()
			if err := <-done; !errors.Is(err, context.Canceled) {
				t.Fatalf("got %v", err)
			}
		}
		if a, b := breakerOf(p, "a"), breakerOf(p, "b"); a != "closed" || b != "closed" {
			t.Errorf("the breakers are %s and %s", a, b)
		}
		idle(t, p)
	})
}

func TestJudge(t *testing.T) {
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	late, cancel2 := context.WithDeadline(t.Context(), time.Now().Add(-time.Second))
	defer cancel2()
	tests := []struct {
		name string
		ctx  context.Context
		err  error
		took time.Duration // of a patience of ten seconds
		want outcome
	}{
		{"answer", t.Context(), nil, 0, success},
		{"late answer", late, nil, 0, success},
		{"cancelled", gone, &engine.Error{Kind: engine.Canceled}, 0, neither},
		{"cancelled as it broke", gone, &engine.Error{Kind: engine.Unavailable}, 0, neither},
		{"refused", t.Context(), &engine.Error{Kind: engine.Refused}, 0, success},
		{"too large", t.Context(), &engine.Error{Kind: engine.TooLarge}, 0, success},
		{"overloaded", t.Context(), &engine.Error{Kind: engine.Overloaded}, 0, neither},
		{"unavailable", t.Context(), &engine.Error{Kind: engine.Unavailable}, 0, failure},
		{"protocol", t.Context(), &engine.Error{Kind: engine.Protocol}, 0, failure},
		{"its own timeout", t.Context(), &engine.Error{Kind: engine.Timeout}, 10 * time.Second, failure},
		{"the caller's deadline, late", late, &engine.Error{Kind: engine.Timeout}, 9 * time.Second, failure},
		{"the caller's deadline, early", late, &engine.Error{Kind: engine.Timeout}, time.Second, neither},
		{"something else", t.Context(), errors.New("x"), 0, failure},
	}
	for _, tt := range tests {
		if got := judge(tt.ctx, tt.err, tt.took, 10*time.Second); got != tt.want {
			t.Errorf("%s: got %d, want %d", tt.name, got, tt.want)
		}
	}
}

// A panic in an engine gives the slot back and counts.
func TestPanicGivesTheSlotBack(t *testing.T) {
	p := build(t, Options{Failures: 1}, limited(one("a", func(context.Context) error { panic("made up") }), 1))
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was swallowed")
			}
		}()
		_, _, _ = p.Chat(t.Context(), "m", Caller{}, nil)
	}()
	idle(t, p)
	if s := breakerOf(p, "a"); s != "open" {
		t.Errorf("the breaker is %s", s)
	}
}

// Many callers, backends that fail in every way, small limits, cancelled callers: nothing is lost or left.
func TestStorm(t *testing.T) {
	var n atomic.Int64
	odd := func(ctx context.Context) error {
		switch n.Add(1) % 7 {
		case 0:
			return &engine.Error{Kind: engine.Unavailable}
		case 1:
			return &engine.Error{Kind: engine.Overloaded}
		case 2:
			return hanging(ctx)
		}
		return nil
	}
	var all []Backend
	for _, name := range []string{"a", "b", "c"} {
		b := limited(one(name, odd), 2)
		b.Timeout = time.Millisecond
		all = append(all, b)
	}
	p := build(t, Options{OpenFor: time.Millisecond, MaxWaiting: 16}, all...)
	var answers, refusals atomic.Int64
	var callers sync.WaitGroup
	for i := range 32 {
		callers.Go(func() {
			for k := range 100 {
				ctx, cancel := context.WithTimeout(t.Context(), time.Duration(1+(i+k)%20)*time.Millisecond)
				a, _, err := p.Chat(ctx, "m", Caller{}, nil)
				cancel()
				switch {
				case err == nil && a != nil:
					answers.Add(1)
				case err != nil && a == nil:
					refusals.Add(1)
				default:
					t.Errorf("got %v, %v", a, err)
				}
			}
		})
	}
	callers.Wait()
	if got := answers.Load() + refusals.Load(); got != 3200 || answers.Load() == 0 {
		t.Errorf("%d answers and %d refusals for 3200 calls", answers.Load(), refusals.Load())
	}
	idle(t, p)
}

// BenchmarkChat is the pool's own cost: the development model called directly, and through the pool.
func BenchmarkChat(b *testing.B) {
	e := engine.NewDev("dev", nil, 0)
	body := ask("sluice-dev")
	b.Run("engine", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := e.Chat(b.Context(), "sluice-dev", body); err != nil {
				b.Fatal(err)
			}
		}
	})
	p := build(b, Options{}, Backend{Name: "a", Engine: e, Models: []string{"sluice-dev"}}, Backend{Name: "b", Engine: e, Models: []string{"sluice-dev"}})
	b.Run("pool", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, _, err := p.Chat(b.Context(), "sluice-dev", Caller{}, body); err != nil {
				b.Fatal(err)
			}
		}
	})
	empty := build(b, Options{}, one("a", fine), one("b", fine))
	b.Run("pool alone", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, _, err := empty.Chat(b.Context(), "m", Caller{}, nil); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("pool alone, parallel", func(b *testing.B) {
		b.ReportAllocs()
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				if _, _, err := empty.Chat(b.Context(), "m", Caller{}, nil); err != nil {
					b.Error(err)
				}
			}
		})
	})
}
