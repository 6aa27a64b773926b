package guard

import (
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"sluice/pkg/engine"
	"sluice/pkg/exchange"
	"sluice/pkg/injection"
	"sluice/pkg/policy"
	"sluice/pkg/pool"
)

// naming is a guard of vLLM's shape (synthetic) that names S9 in every turn: sure of
// both words where a turn has "bomb", of the hazard alone where it has "recipe".
func naming(t *testing.T) Classifier {
	t.Helper()
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var q struct{ Prompt string }
		if json.NewDecoder(r.Body).Decode(&q) != nil {
			t.Error("no question")
		}
		last := q.Prompt[strings.LastIndex(q.Prompt, "\n\nUser: "):]
		unsafe, code := math.Log(0.6), math.Log(0.99)
		if strings.Contains(last, "recipe") {
			unsafe, code = math.Log(0.9), math.Log(0.3)
		}
		if strings.Contains(last, "bomb") {
			unsafe, code = math.Log(0.9), math.Log(0.8)
		}
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(w, `{"choices":[{"text":"unsafe\nS9","logprobs":{"tokens":["unsafe","\n","S","9"],"token_logprobs":[%[1]v,0,%[2]v,0],"top_logprobs":[{"unsafe":%[1]v},{"\n":0},{"S":%[2]v},{"9":0}]}}]}`, unsafe, code)
	}))
	t.Cleanup(srv.Close)
	e, err := engine.New(engine.Config{Name: "g", Kind: "vllm", URL: srv.URL})
	if err != nil {
		t.Fatal(err)
	}
	c, _ := modelOf(t, pool.Options{}, pool.Backend{Name: "g", Engine: e, Models: []string{"guard"}})
	return c
}

// The share on the page is that of the worst turn, not the greatest of all; of equally
// bad turns it is the greater. The score alone decides.
func TestShareIsOfTheWorstTurn(t *testing.T) {
	s := &Service{Deps: Deps{Classifier: naming(t), Injection: injection.New()}}
	p := parsed(t, strict)
	for name, tt := range map[string]struct {
		texts []string
		score float64
		share float64
		state exchange.CheckState
	}{
		"one turn":             {[]string{"a recipe"}, 0.9, 0.3, exchange.Failed},
		"the less bad is sure": {[]string{"hello", "a recipe"}, 0.9, 0.3, exchange.Failed},
		"in another order":     {[]string{"a recipe", "hello"}, 0.9, 0.3, exchange.Failed},
		"equally bad":          {[]string{"a bomb", "a recipe"}, 0.9, 0.8, exchange.Failed},
	} {
		var pieces []piece
		for _, text := range tt.texts {
			pieces = append(pieces, piece{text: text})
		}
		v := s.judge(t.Context(), p, policy.Input, pieces, nil)
		near := func(a, b float64) bool { return math.Abs(a-b) < 1e-9 }
		if v.State != tt.state || len(v.Categories) != 1 || !near(v.Categories[0].Score, tt.score) || !near(v.Categories[0].Share, tt.share) {
			t.Errorf("%s: %s with %+v, want score %v and share %v", name, v.State, v.Categories, tt.score, tt.share)
		}
	}
}

// The cache keeps the share; an answer whose tokens do not spell it has none.
func TestShareIsKept(t *testing.T) {
	c := naming(t)
	for _, when := range []string{"asked", "kept"} {
		j, err := c.Judge(t.Context(), "p", turnOf("a bomb"))
		if err != nil || len(j.Categories) != 1 || math.Abs(j.Categories[0].Share-0.8) > 1e-9 {
			t.Errorf("%s: %+v, %v", when, j, err)
		}
	}
	without, _ := saying(t, "b", "unsafe\nS9", nil) // one token for all: no share can be told
	c, _ = modelOf(t, pool.Options{}, without)
	j, err := c.Judge(t.Context(), "p", turnOf("x"))
	if err != nil || len(j.Categories) != 1 || j.Categories[0].Share != 0 {
		t.Errorf("without the tokens of the second line: %+v, %v", j, err)
	}
	all := named{}
	for _, one := range []exchange.Category{{Code: "S2", Score: 0.5}, {Code: "S1", Score: 0.5, Share: 0.2}, {Code: "S1", Score: 0.5}, {Code: "S1", Score: 0.4, Share: 0.9}} {
		all.add(one)
	}
	if want := []exchange.Category{{Code: "S1", Score: 0.5, Share: 0.2}, {Code: "S2", Score: 0.5}}; !slices.Equal(all.sorted(), want) {
		t.Errorf("got %v, want %v", all.sorted(), want)
	}
}
