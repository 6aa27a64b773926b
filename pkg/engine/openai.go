package engine

import "context"

// openAI is anything that speaks OpenAI's chat completions and tells no more than that.
type openAI struct{ *core }

func newOpenAI(c Config) (Engine, error) {
	shared, err := newCore(c)
	if err != nil {
		return nil, err
	}
	return &openAI{shared}, nil
}

// Identify asks nobody: the API has no digest of weights.
func (e *openAI) Identify(_ context.Context, model string) (Identity, error) {
	return Identity{Engine: e.kind, Model: model}, nil
}
