package pool

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"sluice/pkg/engine"
)

// guessing is an engine whose answer is what its function says.
type guessing struct {
	played
	said func(prompt string) (string, error)
}

func (e *guessing) Generate(_ context.Context, _ string, p engine.Prompt) (*engine.Generated, error) {
	text, err := e.said(p.Text)
	if err != nil {
		return nil, err
	}
	return &engine.Generated{Text: text}, nil
}

func guess(name string, said func(prompt string) (string, error)) Backend {
	return Backend{Name: name, Engine: &guessing{played{name, fine}, said}, Models: []string{"m"}}
}

const (
	sense = "safe"
	curse = "a text that every model answers with nonsense"
)

var errNonsense = errors.New("no verdict")

func sensible(g *engine.Generated) error {
	if g.Text != sense {
		return errNonsense
	}
	return nil
}

func honest(prompt string) (string, error) {
	if prompt == curse {
		return "gibberish", nil
	}
	return sense, nil
}

// switched is an engine whose manner a test changes while it is asked.
type switched struct {
	mu    sync.Mutex
	said  func(string) (string, error) // guarded by mu
	asked int                          // guarded by mu
	ctrl  int                          // guarded by mu: control questions
}

func (s *switched) be(said func(string) (string, error)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.said = said
}

func (s *switched) answer(prompt string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if prompt == "control" {
		s.ctrl++
	} else {
		s.asked++
	}
	return s.said(prompt)
}

// counts are the questions so far: those of callers, and for control.
func (s *switched) counts() (asked, ctrl int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked, s.ctrl
}

func garbling(string) (string, error) { return "gibberish", nil }

// controlled asks as the guard does.
func controlled(ctx context.Context, e engine.Engine, model string) error {
	g, err := e.(engine.Generator).Generate(ctx, model, engine.Prompt{Text: "control", MaxTokens: 1})
	if err != nil {
		return err
	}
	return sensible(g)
}

func verdictOf(t *testing.T, p *Pool, prompt string) (Served, error) {
	t.Helper()
	out, served, err := p.Generate(t.Context(), "m", engine.Prompt{Text: prompt, MaxTokens: 1}, sensible)
	if err == nil && out.Text != sense {
		t.Errorf("an answer that was not checked came back: %q", out.Text)
	}
	return served, err
}

// What is no answer is asked for again elsewhere, once of each.
func TestNonsenseFailsOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		bad := &switched{said: garbling}
		p := build(t, Options{Probe: controlled}, guess("bad", bad.answer), guess("good", honest))
		for range 50 {
			if served, err := verdictOf(t, p, "x"); err != nil || served.Backend != "good" || served.Attempts > 2 {
				t.Fatalf("%+v, %v", served, err)
			}
		}
		if asked, _ := bad.counts(); asked != 1 {
			t.Errorf("a suspect was asked %d times beside one that is well", asked)
		}
		_, err := verdictOf(t, p, curse)
		down, ok := errors.AsType[*Unavailable](err)
		if !ok || !errors.Is(down.Last, errNonsense) {
			t.Errorf("nonsense by all is %v", err)
		}
		idle(t, p)
	})
}

// A text that makes every backend answer nonsense opens no breaker, however often it comes.
func TestNoTextOpensABreaker(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, b := &switched{said: honest}, &switched{said: honest}
		p := build(t, Options{Probe: controlled}, guess("a", a.answer), guess("b", b.answer))
		for range 100 {
			if _, err := verdictOf(t, p, curse); err == nil {
				t.Fatal("a verdict on nonsense")
			}
			time.Sleep(100 * time.Millisecond)
			if served, err := verdictOf(t, p, "x"); err != nil || served.Attempts != 1 {
				t.Fatalf("another's text: %+v, %v", served, err)
			}
		}
		synctest.Wait()
		for _, s := range []*switched{a, b} {
			if _, ctrl := s.counts(); ctrl < 9 || ctrl > 11 {
				t.Errorf("%d control questions in ten seconds, want one a second", ctrl)
			}
		}
		if breakerOf(p, "a") != "closed" || breakerOf(p, "b") != "closed" {
			t.Errorf("the breakers are %s and %s", breakerOf(p, "a"), breakerOf(p, "b"))
		}
		time.Sleep(2 * probeEvery)
		if p.now().backends[0].suspect() || p.now().backends[1].suspect() {
			t.Error("what answers its control question is suspect still")
		}
	})
}

// A model that garbles everything is left alone after so many bad control answers,
// and has to give a good one before it is asked again.
func TestGarblingBackendIsLeftAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		bad := &switched{said: garbling}
		p := build(t, Options{Failures: 3, OpenFor: 5 * time.Second, Probe: controlled}, guess("bad", bad.answer))
		if _, err := verdictOf(t, p, "x"); err == nil {
			t.Fatal("a verdict on nonsense")
		}
		is := func(when, breaker string, asked, ctrl int) {
			t.Helper()
			synctest.Wait()
			a, c := bad.counts()
			if s := breakerOf(p, "bad"); s != breaker || a != asked || c != ctrl {
				t.Errorf("%s: %s, %d questions and %d for control; want %s, %d and %d", when, s, a, c, breaker, asked, ctrl)
			}
		}
		is("after one", "closed", 1, 1)
		time.Sleep(2*probeEvery + time.Millisecond)
		is("after three", "open", 1, 3)
		time.Sleep(6 * time.Second) // half open, and open again after one control question
		is("half open", "open", 1, 4)
		bad.be(honest)
		time.Sleep(6 * time.Second)
		if served, err := verdictOf(t, p, "x"); err != nil || served.Attempts != 1 || breakerOf(p, "bad") != "closed" {
			t.Errorf("well again: %+v, %v, %s", served, err, breakerOf(p, "bad"))
		}
	})
}

// The control question's own failures count as any other call's would.
func TestControlQuestionFails(t *testing.T) {
	for name, tt := range map[string]struct {
		answer func() (string, error)
		want   string
	}{
		"engine down": {func() (string, error) { return "", &engine.Error{Kind: engine.Unavailable} }, "open"},
		"refused":     {func() (string, error) { return "", &engine.Error{Kind: engine.Refused} }, "open"},
		"busy":        {func() (string, error) { return "", &engine.Error{Kind: engine.Overloaded} }, "closed"},
		"panic":       {func() (string, error) { panic("in an engine") }, "open"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := build(t, Options{Failures: 2, OpenFor: time.Hour, Probe: controlled}, guess("a", func(prompt string) (string, error) {
					if prompt == "control" {
						return tt.answer()
					}
					return "gibberish", nil
				}))
				if _, err := verdictOf(t, p, "x"); err == nil {
					t.Fatal("a verdict on nonsense")
				}
				time.Sleep(5 * probeEvery)
				if s := breakerOf(p, "a"); s != tt.want {
					t.Errorf("the breaker is %s, want %s", s, tt.want)
				}
			})
		})
	}
}

// Without a control question nonsense counts for nothing, and without a check
// there is no nonsense.
func TestNonsenseWithoutControl(t *testing.T) {
	p := build(t, Options{}, guess("a", garbling))
	for range 3 * DefaultFailures {
		if _, err := verdictOf(t, p, "x"); err == nil {
			t.Fatal("a verdict on nonsense")
		}
	}
	if s := breakerOf(p, "a"); s != "closed" {
		t.Errorf("the breaker is %s", s)
	}
	if out, _, err := p.Generate(t.Context(), "m", engine.Prompt{Text: "x", MaxTokens: 1}, nil); err != nil || out.Text != "gibberish" {
		t.Errorf("unchecked: %+v, %v", out, err)
	}
}
