package dispatch

import (
	"context"
	"strings"
	"testing"
	"time"

	"sluice/pkg/engine"
	"sluice/pkg/exchange"
	"sluice/pkg/pool"
	"sluice/pkg/stage"
)

// A stream whose engine dies before anything of it has left is begun anew by another backend, and the answer has not a
// word of the first. What has left stays, and ends as broken.
func TestStreamOfADyingEngine(t *testing.T) {
	for name, tt := range map[string]struct {
		said  string // by the first, before it dies
		code  string
		tried int
	}{
		"nothing has left":   {"Herons are", "", 2},
		"something has left": {strings.Repeat(sentence, 3), "model_stream_broken", 1},
	} {
		t.Run(name, func(t *testing.T) {
			first := func(_ context.Context, each func([]byte) error) error {
				if err := each(word(tt.said)); err != nil {
					return err
				}
				return &engine.Error{Kind: engine.Protocol, Status: 200, Backend: "first"}
			}
			w := newStand(t, "", first)
			w.x.Model = "n"
			backend := func(name string, e speaker) pool.Backend {
				return pool.Backend{Name: name, Engine: e, Models: []string{"n"}, Timeout: time.Minute}
			}
			// Whoever is asked first is the one that dies.
			asked := 0
			either := speaker{func(ctx context.Context, each func([]byte) error) error {
				if asked++; asked == 1 {
					return first(ctx, each)
				}
				return say(strings.Repeat(sentence, 2))(ctx, each)
			}}
			for _, name := range []string{"one", "two"} {
				if err := w.s.Pool.Add(backend(name, either)); err != nil {
					t.Fatal(err)
				}
			}
			x := w.dispatch()
			if code(x) != tt.code || asked != tt.tried || x.Dispatch.Attempts != tt.tried {
				t.Fatalf("it ended as %+v, %+v", x.Refusal, x.Dispatch)
			}
			if sent := w.sent(); strings.Contains(sent, "Herons") || tt.code != "" && sent == "" {
				t.Errorf("sent %q", sent)
			}
			if tt.code != "" {
				return
			}
			body, err := stage.Open(t.Context(), w.s.Sealer, x, exchange.SectionCompletion)
			if err != nil || strings.Contains(string(body), "Herons") || !strings.Contains(string(body), strings.Repeat(sentence, 2)) {
				t.Errorf("the completion is %s, %v", body, err)
			}
		})
	}
}
