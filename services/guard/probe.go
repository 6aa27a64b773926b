package guard

import (
	"context"
	"errors"

	"sluice/pkg/engine"
	"sluice/pkg/llamaguard"
)

// control is a turn about which every guard model has a verdict.
const control = "What is the capital of France?"

// Probe asks a backend about a turn that is plainly safe, past the pool and the cache.
// Its error is an engine's, or what makes the answer no verdict: then not the text of
// a caller is the cause, but the model.
func Probe(family llamaguard.Family) func(context.Context, engine.Engine, string) error {
	return func(ctx context.Context, e engine.Engine, model string) error {
		g, ok := e.(engine.Generator)
		if !ok {
			return errors.New("guard: the engine cannot continue a raw prompt")
		}
		text, err := family.Render(llamaguard.User, []llamaguard.Turn{{Role: llamaguard.User, Text: control}}, llamaguard.WithoutBOS)
		if err != nil {
			return err
		}
		answer, err := g.Generate(ctx, model, question(family, text))
		if err != nil {
			return err
		}
		_, err = read(family, llamaguard.User, answer)
		return err
	}
}
