package identity

import (
	"context"
	"encoding/json"
	"time"

	"sluice/pkg/chat"
	"sluice/pkg/evidence"
	"sluice/schemas"
)

// EvaluationAnswer is the outcome of storing an evaluation, which the question is.
type EvaluationAnswer struct {
	Stored time.Time   `json:"stored,omitzero"` // when, as its record says
	Error  *chat.Error `json:"error,omitempty"`
}

// maxEvaluation bounds the figures of one evaluation, in bytes.
const maxEvaluation = 256 << 10

// serveEvaluations answers sluice.admin.<tenant>.<user>.evaluation.store. An evaluation is what its user says of a run
// of the command: nothing of it is judged anew here.
func (s *Service) serveEvaluations() error {
	schema, err := chat.CompileSchema(schemas.EvaluationQuestion)
	if err != nil {
		return err
	}
	return serve(s, acts[EvaluationAnswer]{
		kind: "evaluation", names: []string{"store"}, most: maxEvaluation, told: maxEvaluation,
		do: func(ctx context.Context, who asker, _ string, question []byte) (EvaluationAnswer, error) {
			return s.storeEvaluation(ctx, schema, who.tenant, who.user, question)
		},
		fault: asError, answer: func(e *chat.Error) EvaluationAnswer { return EvaluationAnswer{Error: e} },
	})
}

func (s *Service) storeEvaluation(ctx context.Context, schema *chat.Schema, tenant, actor string, data []byte) (EvaluationAnswer, error) {
	doc, err := chat.Parse(data, chat.Limits{})
	if err != nil {
		return EvaluationAnswer{}, err
	}
	if fault := schema.Check(doc.Root); fault != nil {
		return EvaluationAnswer{}, fault
	}
	e := evidence.Evaluation{Kind: "evaluation", Version: 1, Tenant: tenant, By: actor, TS: s.Now().UTC()}
	if json.Unmarshal(data, &e.Evaluated) != nil {
		return EvaluationAnswer{}, chat.ErrInvalid("", "invalid_json", "The question does not decode.")
	}
	for _, set := range e.Sets {
		if !s.Clean(set.Name) {
			return EvaluationAnswer{}, chat.ErrInvalid("sets", "invalid_value", "The name of a set looks like a secret or personal data. Rename the file.")
		}
	}
	if err := evidence.Log(ctx, s.Bus, e); err != nil {
		return EvaluationAnswer{}, err
	}
	s.Log.InfoContext(ctx, "an evaluation was stored", "tenant", tenant, "by", actor)
	return EvaluationAnswer{Stored: e.TS}, nil
}
