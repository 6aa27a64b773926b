package engine_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sluice/pkg/devmodel"
	"sluice/pkg/engine"
)

// maxResponse is the limit under which the suite runs.
const maxResponse = 64 << 10

// adapter is one engine under test and the journal of the development model behind it.
type adapter struct {
	kind  string
	start func(t *testing.T, j *devmodel.Journal) engine.Engine
}

// adapters is every kind, the HTTP ones against the development model on a real listener. Beside it stand synthetic
// answers for the paths that OpenAI's API does not have, written after the engines' documentation, not recorded.
func adapters() []adapter {
	out := []adapter{{"dev", func(_ *testing.T, j *devmodel.Journal) engine.Engine {
		return engine.NewDev("one", j, maxResponse)
	}}}
	for _, kind := range []string{"llamacpp", "ollama", "openai", "tgi", "vllm"} {
		out = append(out, adapter{kind, func(t *testing.T, j *devmodel.Journal) engine.Engine {
			return open(t, kind, serve(t, devmodel.Handler(j)))
		}})
	}
	return out
}

func serve(t testing.TB, h http.Handler) string {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL
}

func open(t *testing.T, kind, url string) engine.Engine {
	t.Helper()
	e, err := engine.New(engine.Config{Name: "one", Kind: kind, URL: url, MaxResponse: maxResponse})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func ask(model, text string) []byte {
	return fmt.Appendf(nil, `{"model":%q, "messages":[{"role":"user","content":%q}]}`, model, text)
}

func short(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	t.Cleanup(cancel)
	return ctx
}

func TestEveryKindIsHere(t *testing.T) {
	var have []string
	for _, a := range adapters() {
		have = append(have, a.kind)
	}
	if got, want := strings.Join(have, " "), strings.Join(engine.Kinds(), " "); got != want {
		t.Errorf("the suite runs %s, the package knows %s", got, want)
	}
}

func TestConformance(t *testing.T) {
	const prompt = "the-prompt-text"
	secret := devmodel.Leak()
	tests := []struct {
		name      string
		body      []byte
		ctx       func(t *testing.T) context.Context
		kind      engine.Kind // empty: an answer
		status    int
		retryable bool
		has       string
	}{
		{name: "plain", body: ask("sluice-dev", prompt), has: devmodel.Fingerprint},
		{name: "echo", body: ask("sluice-dev/echo", prompt), has: "user: " + prompt},
		{name: "tool", body: ask("sluice-dev/tool", `use {"q":1}`), has: `"arguments":"{\"q\":1}"`},
		{name: "leak", body: ask("sluice-dev/leak", prompt), has: secret.KeyID},
		{name: "slow", body: ask("sluice-dev/slow-5", prompt), has: devmodel.FixedAnswer},
		{name: "unknown model", body: ask("nobody", prompt), kind: engine.Refused, status: 404},
		{name: "not JSON", body: []byte("{"), kind: engine.Refused, status: 400},
		{name: "bad messages", body: []byte(`{"model":"sluice-dev","messages":1}`), kind: engine.Refused, status: 400},
		{name: "401", body: ask("sluice-dev/error-401", prompt), kind: engine.Refused, status: 401},
		{name: "403", body: ask("sluice-dev/error-403", prompt), kind: engine.Refused, status: 403},
		{name: "408", body: ask("sluice-dev/error-408", prompt), kind: engine.Timeout, status: 408, retryable: true},
		{name: "413", body: ask("sluice-dev/error-413", prompt), kind: engine.Refused, status: 413},
		{name: "422", body: ask("sluice-dev/error-422", prompt), kind: engine.Refused, status: 422},
		{name: "424", body: ask("sluice-dev/error-424", prompt), kind: engine.Unavailable, status: 424, retryable: true},
		{name: "429", body: ask("sluice-dev/error-429", prompt), kind: engine.Overloaded, status: 429, retryable: true},
		{name: "500", body: ask("sluice-dev/error-500", prompt), kind: engine.Unavailable, status: 500, retryable: true},
		{name: "502", body: ask("sluice-dev/error-502", prompt), kind: engine.Unavailable, status: 502, retryable: true},
		{name: "503", body: ask("sluice-dev/error-503", prompt), kind: engine.Unavailable, status: 503, retryable: true},
		{name: "504", body: ask("sluice-dev/error-504", prompt), kind: engine.Unavailable, status: 504, retryable: true},
		{name: "cut", body: ask("sluice-dev/cut", prompt), kind: engine.Protocol, status: 200, retryable: true},
		{name: "stream", body: []byte(`{"model":"sluice-dev","stream":true,"messages":[]}`), kind: engine.Protocol, status: 200, retryable: true},
		{name: "too large", body: ask("sluice-dev/echo", strings.Repeat("x", maxResponse)), kind: engine.TooLarge, status: 200},
		{name: "hang", body: ask("sluice-dev/hang", prompt), ctx: short, kind: engine.Timeout, retryable: true},
		{name: "too slow", body: ask("sluice-dev/slow-60000", prompt), ctx: short, kind: engine.Timeout, retryable: true},
		{name: "cancelled before", body: ask("sluice-dev", prompt), ctx: func(t *testing.T) context.Context {
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			return ctx
		}, kind: engine.Canceled},
	}
	for _, a := range adapters() {
		t.Run(a.kind, func(t *testing.T) {
			e := a.start(t, nil)
			for _, tt := range tests {
				t.Run(tt.name, func(t *testing.T) {
					ctx := t.Context()
					if tt.ctx != nil {
						ctx = tt.ctx(t)
					}
					got, err := e.Chat(ctx, "ignored", tt.body)
					if tt.kind == "" {
						if err != nil || !strings.Contains(string(got.Body), tt.has) {
							t.Fatalf("got %v, %v", got, err)
						}
						return
					}
					failed, ok := errors.AsType[*engine.Error](err)
					if !ok || got != nil {
						t.Fatalf("got %v, %v; want an *engine.Error", got, err)
					}
					if failed.Kind != tt.kind || failed.Status != tt.status || failed.Backend != "one" {
						t.Errorf("got %+v, want %s with status %d", failed, tt.kind, tt.status)
					}
					if failed.Retryable() != tt.retryable {
						t.Errorf("Retryable is %t", failed.Retryable())
					}
					all := fmt.Sprintf("%s %+v %#v", err, err, err)
					for _, never := range []string{prompt, secret.KeyID, secret.Secret, "made-up"} {
						if strings.Contains(all, never) {
							t.Errorf("the error %q holds %q", all, never)
						}
					}
				})
			}
		})
	}
}

// The body arrives as it was given, byte for byte, one call for one call.
func TestConformanceBodyAsIs(t *testing.T) {
	for _, a := range adapters() {
		t.Run(a.kind, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "journal")
			j, err := devmodel.OpenJournal(path)
			if err != nil {
				t.Fatal(err)
			}
			defer j.Close()
			e := a.start(t, j)
			body := `{"model":"sluice-dev",  "x":"<&é ","messages":[]}`
			if _, err := e.Chat(t.Context(), "another name", []byte(body)); err != nil {
				t.Fatal(err)
			}
			entries, err := devmodel.ReadJournal(path)
			if err != nil || len(entries) != 1 || string(entries[0].Body) != body {
				t.Fatalf("the journal has %v, %v", entries, err)
			}
		})
	}
}

// A cancelled caller ends the call while it runs.
func TestConformanceCancel(t *testing.T) {
	for _, a := range adapters() {
		t.Run(a.kind, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "journal")
			j, err := devmodel.OpenJournal(path)
			if err != nil {
				t.Fatal(err)
			}
			defer j.Close()
			e := a.start(t, j)
			ctx, cancel := context.WithCancel(t.Context())
			done := make(chan error)
			go func() {
				_, err := e.Chat(ctx, "sluice-dev/hang", ask("sluice-dev/hang", ""))
				done <- err
			}()
			for arrived := 0; arrived == 0; {
				entries, err := devmodel.ReadJournal(path)
				if err != nil {
					t.Fatal(err)
				}
				arrived = len(entries)
			}
			cancel()
			err = <-done
			failed, ok := errors.AsType[*engine.Error](err)
			if !ok || failed.Kind != engine.Canceled || failed.Retryable() || !errors.Is(err, context.Canceled) {
				t.Errorf("got %v", err)
			}
		})
	}
}

// BenchmarkChat is one call to the development model by each adapter: in process, and over loopback.
func BenchmarkChat(b *testing.B) {
	s := httptest.NewServer(devmodel.Handler(nil))
	defer s.Close()
	body := ask("sluice-dev", "hello")
	for _, kind := range []string{"dev", "openai"} {
		e, err := engine.New(engine.Config{Name: "one", Kind: kind, URL: s.URL})
		if err != nil {
			b.Fatal(err)
		}
		b.Run(kind, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := e.Chat(b.Context(), "sluice-dev", body); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
