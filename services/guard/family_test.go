package guard

import (
	"slices"
	"testing"

	"sluice/pkg/engine"
	"sluice/pkg/exchange"
	"sluice/pkg/injection"
	"sluice/pkg/llamaguard"
	"sluice/pkg/policy"
	"sluice/pkg/pool"
)

// TestEveryFamilyJudges: a family is all that the stage needs to ask another model; here the development model plays it.
func TestEveryFamilyJudges(t *testing.T) {
	dev := engine.NewDev("dev", nil, 1<<20)
	pl := parsed(t, strict)
	for _, family := range llamaguard.Families() {
		p, err := pool.New([]pool.Backend{{Name: "dev", Engine: dev, Models: []string{"guard"}, As: "sluice-dev/guard"}}, pool.Options{})
		if err != nil {
			t.Fatal(err)
		}
		s := &Service{Deps: Deps{Classifier: Model(p, family, "sluice-dev/guard", "guard", nil), Injection: injection.New()}}
		code := family.Codes(llamaguard.Agent)[2]
		for text, want := range map[string]exchange.CheckState{"hello": exchange.Passed, "UNSAFE-" + code + " now": exchange.Failed} {
			for dir, said := range map[policy.Direction]piece{
				policy.Input:  {source: injection.User, text: text},
				policy.Output: {source: injection.Completion, role: llamaguard.Agent, text: text, said: []llamaguard.Turn{{Text: "hi"}}},
			} {
				v := s.judge(t.Context(), pl, dir, []piece{said}, nil)
				if v.State != want || want == exchange.Failed && (!slices.Equal(v.blocked, []string{code}) || v.Score < 0.9) || v.Classifier != string(family)+"/sluice-dev/guard" {
					t.Errorf("%s, %s of %q: %s (%s) by %v, score %v", family, dir, text, v.State, v.Error, v.blocked, v.Score)
				}
			}
		}
	}
}
