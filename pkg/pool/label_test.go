package pool

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"sluice/pkg/devmodel"
	"sluice/pkg/engine"
)

// labeling is a backend with a classifier of text-embeddings-inference's shape (synthetic).
func labeling(t *testing.T, name, body string) Backend {
	t.Helper()
	url := listen(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if body == "" {
			w.WriteHeader(http.StatusInternalServerError)
		}
		_, _ = io.WriteString(w, body)
	}))
	e, err := engine.NewLabeler(engine.Config{Name: name, Kind: "tei", URL: url})
	if err != nil {
		t.Fatal(err)
	}
	return Backend{Name: name, Engine: e, Models: []string{"m"}, As: "served"}
}

const well = `[{"label":"A","score":0.9},{"label":"B","score":0.1}]`

// A backend that is down costs no label, and its breaker opens.
func TestLabelFailsOver(t *testing.T) {
	p := build(t, Options{Failures: 3}, labeling(t, "down", ""), labeling(t, "well", well))
	for range 20 {
		got, served, err := p.Label(t.Context(), "m", "x", nil)
		if err != nil || served.Backend != "well" || served.Engine != "tei" || len(got) != 2 || got[0] != (engine.Label{Name: "A", Score: 0.9}) {
			t.Fatalf("got %v from %+v, %v", got, served, err)
		}
	}
	if s := p.States()[0]; s.Breaker != "open" {
		t.Errorf("the breaker of %s is %s", s.Name, s.Breaker)
	}
	p = build(t, Options{}, labeling(t, "down", ""))
	var down *Unavailable
	if got, _, err := p.Label(t.Context(), "m", "x", nil); !errors.As(err, &down) || got != nil {
		t.Errorf("with none: %v, %v", got, err)
	}
}

// Labels that the caller knows nothing of are no answer: the next backend is asked, and no breaker opens.
func TestLabelIsChecked(t *testing.T) {
	p := build(t, Options{Failures: 1}, labeling(t, "odd", strings.ReplaceAll(well, "A", "X")), labeling(t, "well", well))
	for range 10 {
		_, served, err := p.Label(t.Context(), "m", "x", func(list []engine.Label) error {
			if list[0].Name != "A" {
				return errors.New("another label")
			}
			return nil
		})
		if err != nil || served.Backend != "well" {
			t.Fatalf("from %+v, %v", served, err)
		}
	}
	if s := p.States()[0]; s.Breaker != "closed" {
		t.Errorf("the breaker of %s is %s", s.Name, s.Breaker)
	}
}

// An engine without a classifier is left out; where none has one, that is refused.
func TestLabelNeedsAClassifier(t *testing.T) {
	chat := remote(t, "chat", listen(t, devmodel.Handler(nil)), time.Second)
	chat.Models = []string{"m"}
	p := build(t, Options{}, chat, labeling(t, "well", well))
	for range 4 {
		if _, served, err := p.Label(t.Context(), "m", "x", nil); err != nil || served.Backend != "well" {
			t.Errorf("from %+v, %v", served, err)
		}
	}
	p = build(t, Options{}, chat)
	if _, _, err := p.Label(t.Context(), "m", "x", nil); !refused(err) {
		t.Errorf("got %v", err)
	}
}
