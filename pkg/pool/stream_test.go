package pool

import (
	"context"
	"errors"
	"net/http"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"sluice/pkg/devmodel"
	"sluice/pkg/engine"
)

// playedStream is an engine that streams as its function does.
type playedStream struct {
	played
	stream func(ctx context.Context, each func([]byte) error) error
}

func (e *playedStream) Stream(ctx context.Context, _ string, _ []byte, each func([]byte) error) error {
	return e.stream(ctx, each)
}

func streaming(name string, stream func(ctx context.Context, each func([]byte) error) error) Backend {
	return Backend{Name: name, Engine: &playedStream{played{name, fine}, stream}, Models: []string{"m"}, Timeout: 10 * time.Second}
}

// then gives n events, a second apart, and ends with err.
func then(n int, err error) func(context.Context, func([]byte) error) error {
	return func(ctx context.Context, each func([]byte) error) error {
		for range n {
			select {
			case <-time.After(time.Second):
			case <-ctx.Done():
				return &engine.Error{Kind: engine.Canceled, Backend: "x"}
			}
			if err := each([]byte("{}")); err != nil {
				return err
			}
		}
		return err
	}
}

// hangAfter gives n events and then none.
func hangAfter(n int) func(context.Context, func([]byte) error) error {
	return func(ctx context.Context, each func([]byte) error) error {
		if err := then(n, nil)(ctx, each); err != nil {
			return err
		}
		return hanging(ctx)
	}
}

func broken(k engine.Kind) error { return &engine.Error{Kind: k, Backend: "x"} }

// TestStreamFailOver: another backend follows only before the first event.
func TestStreamFailOver(t *testing.T) {
	tests := []struct {
		name     string
		first    func(context.Context, func([]byte) error) error
		events   int
		attempts int
		kind     engine.Kind // empty: no error
		breaker  string      // of the first, which opens at one failure
	}{
		{"both well", then(3, nil), 3, 1, "", "closed"},
		{"down", then(0, broken(engine.Unavailable)), 2, 2, "", "open"},
		{"garbled at once", then(0, broken(engine.Protocol)), 2, 2, "", "open"},
		{"busy", then(0, broken(engine.Overloaded)), 2, 2, "", "closed"},
		{"silent", hangAfter(0), 2, 2, "", "open"},
		{"refuses", then(0, broken(engine.Refused)), 0, 1, engine.Refused, "closed"},
		{"breaks off", then(2, broken(engine.Protocol)), 2, 1, engine.Protocol, "open"},
		{"fails inside", then(2, broken(engine.Unavailable)), 2, 1, engine.Unavailable, "open"},
		{"too large", then(2, broken(engine.TooLarge)), 2, 1, engine.TooLarge, "closed"},
		{"falls silent", hangAfter(2), 2, 1, engine.Timeout, "open"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := build(t, Options{Failures: 1, OpenFor: time.Hour}, streaming("first", tt.first), limited(streaming("second", then(2, nil)), 1))
				busy := hold(t, p, "second")
				events := 0
				done := make(chan struct{})
				go func() {
					defer close(done)
					served, err := p.Stream(t.Context(), "m", Caller{}, nil, func([]byte) error { events++; return nil })
					if served.Attempts != tt.attempts || events != tt.events {
						t.Errorf("%d attempts, %d events", served.Attempts, events)
					}
					if tt.kind == "" && err != nil || tt.kind != "" && kind(err) != tt.kind {
						t.Errorf("got %v, want %q", err, tt.kind)
					}
				}()
				synctest.Wait()
				busy()
				<-done
				if s := breakerOf(p, "first"); s != tt.breaker {
					t.Errorf("the breaker is %s", s)
				}
				idle(t, p)
			})
		})
	}
}

// hold takes the one slot of a backend until it is let go.
func hold(t *testing.T, p *Pool, name string) (letGo func()) {
	t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, b := range p.now().backends {
		if b.Name == name {
			b.outstanding++
			return func() {
				p.mu.Lock()
				defer p.mu.Unlock()
				b.outstanding--
				p.serve()
			}
		}
	}
	t.Fatal("no such backend")
	return nil
}

func kind(err error) engine.Kind {
	if e, ok := errors.AsType[*engine.Error](err); ok {
		return e.Kind
	}
	return ""
}

// TestStreamMayBeLong: the timeout is for a silence, not for the whole, and what each takes is none.
func TestStreamMayBeLong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := build(t, Options{Failures: 1}, streaming("a", then(100, nil)))
		events := 0
		_, err := p.Stream(t.Context(), "m", Caller{}, nil, func([]byte) error {
			if events++; events == 1 {
				time.Sleep(time.Minute) // the bubble's clock
			}
			return nil
		})
		if err != nil || events != 100 || breakerOf(p, "a") != "closed" {
			t.Errorf("%d events, %v, the breaker is %s", events, err, breakerOf(p, "a"))
		}
		idle(t, p)
	})
}

// TestSilencesAreTimed to the nanosecond.
func TestSilencesAreTimed(t *testing.T) {
	for n, want := range map[int]time.Duration{0: 10 * time.Second, 3: 13 * time.Second} {
		synctest.Test(t, func(t *testing.T) {
			p := build(t, Options{}, streaming("a", hangAfter(n)))
			start := time.Now()
			_, err := p.Stream(t.Context(), "m", Caller{}, nil, func([]byte) error { return nil })
			last := kind(err)
			if down, ok := errors.AsType[*Unavailable](err); ok {
				last = kind(down.Last)
			}
			if last != engine.Timeout || time.Since(start) != want || errors.Is(err, context.Canceled) {
				t.Errorf("after %d events: %v after %v", n, err, time.Since(start))
			}
			idle(t, p)
		})
	}
}

// TestStreamOfOthers: each's own error, its panic, and callers who go or run out of time in the middle say nothing
// against a backend that answers.
func TestStreamOfOthers(t *testing.T) {
	mine := errors.New("mine")
	tests := []struct {
		name string
		ctx  func(context.Context) (context.Context, context.CancelFunc)
		each func(n int, cancel func()) error
		want error
	}{
		{"each fails at once", context.WithCancel, func(int, func()) error { return mine }, mine},
		{"each fails as an engine would", context.WithCancel, func(int, func()) error { return broken(engine.Protocol) }, broken(engine.Protocol)},
		{"each fails later", context.WithCancel, func(n int, _ func()) error {
			if n == 3 {
				return mine
			}
			return nil
		}, mine},
		{"cancelled", context.WithCancel, func(n int, cancel func()) error { cancel(); return nil }, nil},
		{"deadline", func(ctx context.Context) (context.Context, context.CancelFunc) {
			return context.WithTimeout(ctx, 2500*time.Millisecond)
		}, func(int, func()) error { return nil }, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := build(t, Options{Failures: 1}, streaming("a", then(9, nil)), streaming("b", then(9, nil)))
				for range 10 {
					ctx, cancel := tt.ctx(t.Context())
					n := 0
					served, err := p.Stream(ctx, "m", Caller{}, nil, func([]byte) error { n++; return tt.each(n, cancel) })
					cancel()
					if err == nil || tt.want != nil && err.Error() != tt.want.Error() || served.Attempts != 1 || n > 3 {
						t.Fatalf("%v after %d attempts and %d events", err, served.Attempts, n)
					}
				}
				if a, b := breakerOf(p, "a"), breakerOf(p, "b"); a != "closed" || b != "closed" {
					t.Errorf("the breakers are %s and %s", a, b)
				}
				idle(t, p)
			})
		})
	}
	p := build(t, Options{Failures: 1}, Backend{Name: "a", Engine: engine.NewDev("a", nil, 0), Models: []string{"sluice-dev"}})
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was swallowed")
			}
		}()
		_, _ = p.Stream(t.Context(), "sluice-dev", Caller{}, ask("sluice-dev"), func([]byte) error { panic("made up") })
	}()
	idle(t, p)
	if s := breakerOf(p, "a"); s != "closed" {
		t.Errorf("the breaker is %s", s)
	}
}

// TestStreamFromServers: with one of two backends down, no stream fails; all events come from the other.
func TestStreamFromServers(t *testing.T) {
	cut := listen(t, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }))
	p := build(t, Options{OpenFor: time.Hour}, remote(t, "down", cut, 0), remote(t, "up", listen(t, devmodel.Handler(nil)), 0))
	for range 50 {
		n := 0
		served, err := p.Stream(t.Context(), "sluice-dev", Caller{}, ask("sluice-dev"), func([]byte) error { n++; return nil })
		if err != nil || served.Backend != "up" || n < 10 {
			t.Fatalf("%d events by %+v, %v", n, served, err)
		}
	}
	if s := breakerOf(p, "down"); s != "open" {
		t.Errorf("the breaker is %s", s)
	}
	idle(t, p)
}

// TestGenerate goes the way of Chat: fail-over, leave before each call, and Refused where no engine can.
func TestGenerate(t *testing.T) {
	const text = "<BEGIN CONVERSATION>\n\nUser: UNSAFE-S1\n\n<END CONVERSATION>"
	prompt := engine.Prompt{Text: text, MaxTokens: 9, Top: 5}
	leave := true
	p := build(t, Options{OpenFor: time.Hour, Before: func(context.Context) error {
		if leave {
			return nil
		}
		return errors.New("gone")
	}},
		remote(t, "down", nobody(t), 0), remote(t, "up", listen(t, devmodel.Handler(nil)), 0), one("chat only", fine))
	for range 20 {
		got, served, err := p.Generate(t.Context(), "sluice-dev/guard", prompt, nil)
		if err != nil || got.Text != "\n\nunsafe\nS1" || served.Backend != "up" {
			t.Fatalf("got %+v by %+v, %v", got, served, err)
		}
	}
	if s := breakerOf(p, "down"); s != "open" {
		t.Errorf("the breaker is %s", s)
	}
	leave = false
	if got, served, err := p.Generate(t.Context(), "sluice-dev/guard", prompt, nil); got != nil || err == nil || served.Attempts != 0 {
		t.Errorf("without leave: %v, %+v, %v", got, served, err)
	}
	if got, _, err := p.Generate(t.Context(), "m", prompt, nil); got != nil || kind(err) != engine.Refused {
		t.Errorf("an engine that cannot: %v, %v", got, err)
	}
	if _, err := p.Stream(t.Context(), "m", Caller{}, nil, nil); kind(err) != engine.Refused {
		t.Errorf("an engine that cannot stream: %v", err)
	}
	if _, _, err := p.Generate(t.Context(), "none", prompt, nil); !errors.Is(err, ErrUnknownModel) {
		t.Errorf("no such model: %v", err)
	}
	idle(t, p)
}

// TestAs: engines are asked by their own names for the weights.
func TestAs(t *testing.T) {
	b := Backend{Name: "a", Engine: engine.NewDev("a", nil, 0), Models: []string{"guard"}, As: "sluice-dev/guard"}
	p := build(t, Options{}, b)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { p.Run(ctx); close(done) }()
	for seen := ""; seen == ""; {
		got, served, err := p.Generate(t.Context(), "guard", engine.Prompt{Text: "User: x", MaxTokens: 9}, nil)
		if err != nil || got.Text == "" {
			t.Fatal(got, err)
		}
		if seen = served.ModelSHA; seen != "" && seen != devmodel.Digest() {
			t.Errorf("the weights are %s", seen)
		}
	}
	cancel()
	<-done
}

// Those who wait for a backend that can generate do not hold up those who may chat with any.
func TestQueuesOfTheAble(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		able := Backend{Name: "able", Engine: engine.NewDev("able", nil, 0), Models: []string{"sluice-dev"}, MaxConcurrent: 1}
		other := one("other", fine)
		other.Models, other.MaxConcurrent = []string{"sluice-dev"}, 1
		p := build(t, Options{}, able, other)
		letGo, letOther := hold(t, p, "able"), hold(t, p, "other")
		var order atomic.Value
		generated, chatted := make(chan error), make(chan error)
		go func() {
			_, _, err := p.Generate(t.Context(), "sluice-dev", engine.Prompt{Text: "x", MaxTokens: 9}, nil)
			generated <- err
		}()
		synctest.Wait()
		go func() {
			_, served, err := p.Chat(t.Context(), "sluice-dev", Caller{}, ask("sluice-dev"))
			order.Store(served.Backend)
			chatted <- err
		}()
		synctest.Wait()
		letOther()
		if err := <-chatted; err != nil || order.Load() != "other" {
			t.Error(err, order.Load())
		}
		letGo()
		if err := <-generated; err != nil {
			t.Error(err)
		}
		idle(t, p)
	})
}

// BenchmarkStream is the pool's own cost of an event.
func BenchmarkStream(b *testing.B) {
	const n = 1000
	p := build(b, Options{}, streaming("a", func(_ context.Context, each func([]byte) error) error {
		for range n {
			if err := each(nil); err != nil {
				return err
			}
		}
		return nil
	}))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := p.Stream(b.Context(), "m", Caller{}, nil, func([]byte) error { return nil }); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/event")
}
