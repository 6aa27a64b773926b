package guard

import (
	"context"

	"sluice/pkg/injection"
	"sluice/pkg/llamaguard"
	"sluice/pkg/policy"
)

// Alone judges one text outside of any exchange, as the stage judges it: segment by
// segment, and the worst counts. Of a text from the model, prompt is what it answers.
// failed is the kind of the error where there is no verdict.
func Alone(ctx context.Context, c Classifier, dir policy.Direction, prompt, text string) (j Judgement, failed string) {
	s := &Service{Deps: Deps{Classifier: c}}
	one := piece{source: injection.User, role: llamaguard.User, text: text}
	if dir == policy.Output {
		one = piece{source: injection.Completion, role: llamaguard.Agent, text: text, said: []llamaguard.Turn{{Role: llamaguard.User, Text: prompt}}}
	}
	all, err := s.hazards(ctx, "", []piece{one})
	if err != nil {
		return j, kind(err)
	}
	if len(all) == 0 {
		return j, "no_text"
	}
	worst := named{}
	for _, one := range all {
		j.Unsafe = max(j.Unsafe, one.Unsafe)
		j.Backend, j.Engine, j.ModelSHA = one.Backend, one.Engine, one.ModelSHA
		for _, c := range one.Categories {
			worst.add(c)
		}
	}
	j.Categories = worst.sorted()
	return j, ""
}
