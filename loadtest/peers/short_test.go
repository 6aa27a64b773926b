package main

import (
	"io"
	"strings"
	"testing"
	"time"

	"sluice/loadtest/peers/corpus"
	"sluice/loadtest/peers/engine"
	"sluice/loadtest/peers/gitleaks"
	"sluice/loadtest/peers/report"
	"sluice/loadtest/peers/spans"
)

// TestEveryToolFindsWhatItMust: what is planted in a fixed form is found by all,
// and on gitleaks' rules Sluice finds what gitleaks finds: in ordinary texts, and
// in texts drawn from every expression.
func TestEveryToolFindsWhatItMust(t *testing.T) {
	source, err := corpus.Read(corpus.Root())
	if err != nil {
		t.Fatal(err)
	}
	gl, err := gitleaks.New()
	if err != nil {
		t.Fatal(err)
	}
	own, skipped, err := engine.Own(gl.Config())
	if err != nil {
		t.Fatal(err)
	}
	samples, err := corpus.Samples(source, gl.Expressions(), 1, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []corpus.Corpus{corpus.Chat(source, 300, 1), corpus.Files(source, 3, 1), samples} {
		a := agreement(c, gl, own, engine.All(), skipped)
		for _, d := range a.Differ {
			if d.Kind == string(spans.Missed) && !strings.HasPrefix(d.Why, "the rule is not in the engine") {
				t.Errorf("%s: %d of %s missed: %s", c.Name, d.Count, d.Rule, d.Why)
			}
		}
		for _, f := range a.Found {
			if f.N != a.Planted {
				t.Errorf("%s: %s found %d of %d planted secrets, without %v", c.Name, f.Side, f.N, a.Planted, f.Missed)
			}
		}
		if c.Name == "samples" && a.RulesMet < 180 {
			t.Errorf("the samples meet %d of gitleaks' rules", a.RulesMet)
		}
	}
	if len(skipped) > 10 {
		t.Errorf("%d rules are not in the engine", len(skipped))
	}
}

// TestRun is the whole run, but for the processes of the set-up, with few texts.
func TestRun(t *testing.T) {
	if testing.Short() {
		t.Skip("a measurement")
	}
	o := options{rounds: 1, prompts: 20, files: 1, samples: 1, diffPrompts: 20, diffFiles: 1, seed: 1, turn: time.Millisecond, goroot: corpus.Root()}
	r, err := run(o, &progress{to: io.Discard, began: time.Now()}, func(side string) (report.SetUp, error) { return report.SetUp{Side: side}, nil })
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Corpora) != 2 || len(r.Agree) != 3 || len(r.Goals) < 9 {
		t.Errorf("%d corpora, %d agreements, %d goals", len(r.Corpora), len(r.Agree), len(r.Goals))
	}
	for _, c := range r.Corpora {
		for _, f := range c.Sides {
			if f.Rate.Median <= 0 || f.Wall.N == 0 {
				t.Errorf("%s, %s: nothing measured", c.Name, f.Side)
			}
		}
	}
}
