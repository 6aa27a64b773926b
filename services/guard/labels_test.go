package guard

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"sluice/pkg/engine"
	"sluice/pkg/exchange"
	"sluice/pkg/injection"
	"sluice/pkg/llamaguard"
	"sluice/pkg/policy"
	"sluice/pkg/pool"
)

// labelling is a classifier of text-embeddings-inference's shape (synthetic) with room
// for so many bytes: a text with "obey" scores 0.9, one with "perhaps" 0.4, others 0.01.
func labelling(t *testing.T, name string, room int) (pool.Backend, *atomic.Int64) {
	t.Helper()
	var asked atomic.Int64
	return labelServer(t, name, func(w http.ResponseWriter, text string) {
		asked.Add(1)
		if len(text) > room {
			w.WriteHeader(http.StatusRequestEntityTooLarge)
			return
		}
		score := 0.01
		if strings.Contains(text, "perhaps") {
			score = 0.4
		}
		if strings.Contains(text, "obey") {
			score = 0.9
		}
		fmt.Fprintf(w, `[{"label":"MALICIOUS","score":%v},{"label":"BENIGN","score":%v}]`, score, 1-score)
	}), &asked
}

func labelServer(t *testing.T, name string, answer func(w http.ResponseWriter, text string)) pool.Backend {
	t.Helper()
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var q struct{ Inputs string }
		if json.NewDecoder(r.Body).Decode(&q) != nil {
			t.Error("no question")
		}
		w.Header().Set("Content-Type", "application/json")
		answer(w, q.Inputs)
	}))
	t.Cleanup(srv.Close)
	e, err := engine.NewLabeler(engine.Config{Name: name, Kind: "tei", URL: srv.URL})
	if err != nil {
		t.Fatal(err)
	}
	return pool.Backend{Name: name, Engine: e, Models: []string{"pg"}}
}

func labelsOf(t *testing.T, backends ...pool.Backend) *Labels {
	t.Helper()
	p, err := pool.New(backends, pool.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return NewLabels(p, "pg")
}

// labelledBy is the stage with a classifier of injections and no rules of its own that
// could find what the tests plant.
func labelledBy(l *Labels) *Service {
	return &Service{Deps: Deps{
		Classifier: scripted{"UNANSWERED": {}, "bomb": {Unsafe: 1, Categories: one("S9", 1)}}, Injection: injection.New(), Labels: l,
	}}
}

func user(text string) piece      { return piece{source: injection.User, text: text} }
func untrusted(text string) piece { return piece{source: injection.Untrusted, text: text} }

// The policy decides what becomes of a malicious text, and the source from which score
// it is one. What the system and the model say is not labelled.
func TestLabelled(t *testing.T) {
	b, asked := labelling(t, "b", 1<<20)
	s := labelledBy(labelsOf(t, b))
	if n, err := s.Labels.find(t.Context(), []piece{user("known obey")}); n != 1 || err != nil {
		t.Fatalf("%d found, %v", n, err)
	}
	const flagging = "version: t\ninput: {default: flag, types: {INJECTION: flag}}\noutput: {default: flag}\n"
	const allowing = "version: t\ninput: {default: flag, types: {INJECTION: block}, rules: {injection-prompt-guard: allow}}\noutput: {default: flag}\n"
	for name, tt := range map[string]struct {
		policy string
		pieces []piece
		state  exchange.CheckState
		found  int
		calls  int64
	}{
		"blocked":                 {strict, []piece{user("please obey")}, exchange.Failed, 1, 1},
		"flagged":                 {flagging, []piece{user("do obey")}, exchange.Passed, 1, 1},
		"allowed":                 {allowing, []piece{user("so obey")}, exchange.Passed, 1, 1},
		"benign":                  {strict, []piece{user("hello there")}, exchange.Passed, 0, 1},
		"user's, in doubt":        {strict, []piece{user("perhaps")}, exchange.Passed, 0, 1},
		"untrusted, in doubt":     {strict, []piece{untrusted("and perhaps")}, exchange.Failed, 1, 1},
		"two of three":            {flagging, []piece{user("1 obey"), user("one"), untrusted("2 obey")}, exchange.Passed, 2, 3},
		"the system's":            {strict, []piece{{source: injection.System, text: "3 obey"}}, exchange.Passed, 0, 0},
		"the model's":             {strict, []piece{{source: injection.Completion, role: llamaguard.Agent, text: "4 obey"}}, exchange.Passed, 0, 0},
		"a message with its text": {flagging, []piece{{source: injection.User, text: "5 obey", quiet: true}, {source: injection.User, text: "5 obey\nx", all: true}}, exchange.Passed, 1, 1},
		"nothing but blanks":      {strict, []piece{user(" \n")}, exchange.Passed, 0, 0},
		"known from before":       {strict, []piece{user("known obey")}, exchange.Failed, 1, 0},
	} {
		before := asked.Load()
		v := s.judge(t.Context(), parsed(t, tt.policy), policy.Input, tt.pieces, nil)
		found := 0
		for _, f := range v.Findings {
			if f.Type == TypeInjection && f.Rule == injection.RuleLabeled {
				found += f.Count
			}
		}
		if v.State != tt.state || found != tt.found || len(v.Findings) != min(found, 1) {
			t.Errorf("%s: %s with %v, want %s with %d", name, v.State, v.Findings, tt.state, tt.found)
		}
		if blocked := slices.Equal(v.blocked, []string{injection.RuleLabeled}); blocked != (tt.state == exchange.Failed) {
			t.Errorf("%s: blocked by %v", name, v.blocked)
		}
		if calls := asked.Load() - before; calls != tt.calls {
			t.Errorf("%s: %d questions, want %d", name, calls, tt.calls)
		}
	}
}

// A long text is labelled to its end, also by a model with less room than a piece has.
func TestLongTextIsLabelled(t *testing.T) {
	long := strings.Repeat("wörter ", 1000)
	for _, room := range []int{labelledBytes, 300} {
		for name, text := range map[string]string{
			"short": "obey", "start": "obey " + long, "middle": long[:3990] + " obey " + long[3990:], "end": long + "obey", "none": long,
			"over a seam": strings.Repeat("x", labelledBytes-2) + "obey" + long,
		} {
			b, asked := labelling(t, "b", room)
			n, err := labelsOf(t, b).find(t.Context(), []piece{user(text)})
			if want := map[bool]int{true: 0, false: 1}[name == "none"]; err != nil || n != want {
				t.Errorf("%s, room for %d: %d found, %v", name, room, n, err)
			}
			if asked.Load() > 100 {
				t.Errorf("%s, room for %d: %d questions", name, room, asked.Load())
			}
		}
	}
	b, asked := labelling(t, "b", 0) // no room for anything
	if n, err := labelsOf(t, b).find(t.Context(), []piece{user(strings.Repeat("é ", 300))}); n != 0 || kind(err) != "engine_refused" || asked.Load() > 40 {
		t.Errorf("a classifier that refuses everything: %d found, %v after %d questions", n, err, asked.Load())
	}
}

// Where no classifier answers, or none has the labels, the check is an error. What
// blocks decides also then.
func TestUnlabelledIsNoPass(t *testing.T) {
	down := func(status int, body string) pool.Backend {
		return labelServer(t, "down", func(w http.ResponseWriter, _ string) {
			w.WriteHeader(status)
			fmt.Fprint(w, body)
		})
	}
	p := parsed(t, strict)
	for name, tt := range map[string]struct {
		backend pool.Backend
		kind    string
	}{
		"broken":             {down(500, ""), "engine_unavailable"},
		"busy":               {down(429, ""), "engine_overloaded"},
		"no labels":          {down(200, `[]`), "engine_protocol"},
		"other labels":       {down(200, `[{"label":"SAFE","score":0.9},{"label":"INJECTION","score":0.1}]`), "engine_protocol"},
		"three":              {down(200, `[{"label":"BENIGN","score":0.9},{"label":"INJECTION","score":0.1},{"label":"JAILBREAK","score":0}]`), "engine_protocol"},
		"one by two names":   {down(200, `[{"label":"MALICIOUS","score":0.9},{"label":"LABEL_1","score":0.1}]`), "engine_protocol"},
		"a model not there":  {down(404, ""), "engine_refused"},
		"a question refused": {down(400, ""), "engine_refused"},
	} {
		s := labelledBy(labelsOf(t, tt.backend))
		v := s.judge(t.Context(), p, policy.Input, []piece{user("hello")}, nil)
		if v.State != exchange.Errored || v.Error != tt.kind || v.Turns != 1 {
			t.Errorf("%s: %s (%s) of %d turns, want %s", name, v.State, v.Error, v.Turns, tt.kind)
		}
		if v = s.judge(t.Context(), p, policy.Input, []piece{user("a bomb")}, nil); v.State != exchange.Failed {
			t.Errorf("%s: a block beside an error is %s", name, v.State)
		}
		if v = s.judge(t.Context(), p, policy.Output, []piece{{source: injection.Completion, text: "hello"}}, nil); v.State != exchange.Passed {
			t.Errorf("%s: a completion, which needs no label, is %s", name, v.State)
		}
	}
	well, _ := labelling(t, "well", 1<<20)
	s := labelledBy(labelsOf(t, down(500, ""), well))
	if v := s.judge(t.Context(), p, policy.Input, []piece{user("hello"), user("obey")}, nil); v.State != exchange.Failed {
		t.Errorf("with another that is well: %s (%s)", v.State, v.Error)
	}
	if v := s.judge(t.Context(), p, policy.Input, []piece{user("UNANSWERED")}, nil); v.State != exchange.Errored || v.Error != string(llamaguard.Garbled) {
		t.Errorf("a guard model without a verdict: %s (%s)", v.State, v.Error)
	}
}

func TestLabelNames(t *testing.T) {
	for name, tt := range map[string]struct {
		list  []engine.Label
		score float64
		well  bool
	}{
		"by name":          {[]engine.Label{{Name: "BENIGN", Score: 0.2}, {Name: "MALICIOUS", Score: 0.8}}, 0.8, true},
		"in lower case":    {[]engine.Label{{Name: "malicious", Score: 0.7}, {Name: "benign", Score: 0.3}}, 0.7, true},
		"by number":        {[]engine.Label{{Name: "LABEL_0", Score: 0.2}, {Name: "LABEL_1", Score: 0.8}}, 0.8, true},
		"half by name":     {[]engine.Label{{Name: "BENIGN", Score: 0.9}, {Name: "LABEL_1", Score: 0.1}}, 0.1, true},
		"the wrong number": {[]engine.Label{{Name: "MALICIOUS", Score: 0.9}, {Name: "LABEL_1", Score: 0.1}}, 0, false},
		"benign twice":     {[]engine.Label{{Name: "BENIGN", Score: 0.9}, {Name: "LABEL_0", Score: 0.1}}, 0, false},
		"another":          {[]engine.Label{{Name: "BENIGN", Score: 0.9}, {Name: "MALICIOUS", Score: 0.1}, {Name: "LABEL_2"}}, 0, false},
		"none":             {nil, 0, false},
	} {
		if got, err := malicious(tt.list); got != tt.score || (err == nil) != tt.well {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
}

// The control question wants both labels.
func TestLabelProbe(t *testing.T) {
	for body, well := range map[string]bool{
		`[{"label":"BENIGN","score":0.9},{"label":"MALICIOUS","score":0.1}]`:  true,
		`[{"label":"POSITIVE","score":0.9},{"label":"NEGATIVE","score":0.1}]`: false,
		``: false,
	} {
		b := labelServer(t, "b", func(w http.ResponseWriter, _ string) { fmt.Fprint(w, body) })
		if err := LabelProbe(t.Context(), b.Engine, "x"); (err == nil) != well {
			t.Errorf("%q: %v", body, err)
		}
	}
	if err := LabelProbe(t.Context(), engine.NewDev("d", nil, 0), "x"); err == nil {
		t.Error("an engine without a classifier is well")
	}
}
