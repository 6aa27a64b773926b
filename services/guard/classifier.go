package guard

import (
	"context"
	"crypto/sha256"
	"errors"

	"sluice/pkg/engine"
	"sluice/pkg/exchange"
	"sluice/pkg/hazard"
	"sluice/pkg/llamaguard"
	"sluice/pkg/pool"
)

// Judgement is what a classifier says of one turn.
type Judgement struct {
	Unsafe     float64 // from 0 to 1
	Categories []exchange.Category
	Backend    string
	Engine     string
	ModelSHA   string
}

// Classifier judges the last of some turns. It is safe for concurrent use.
type Classifier interface {
	Judge(ctx context.Context, turns []llamaguard.Turn) (Judgement, error)
	Name() string
	BuiltIn() bool
}

// builtIn is the small classifier of this binary. It looks at the last turn only.
type builtIn struct{ *hazard.Classifier }

// BuiltIn makes the classifier for where no guard model is configured.
func BuiltIn(c *hazard.Classifier) Classifier { return builtIn{c} }

func (b builtIn) BuiltIn() bool { return true }

func (b builtIn) Judge(_ context.Context, turns []llamaguard.Turn) (Judgement, error) {
	got := b.Classifier.Judge(turns[len(turns)-1].Text)
	j := Judgement{Unsafe: got.Score}
	for _, c := range got.Categories {
		j.Categories = append(j.Categories, exchange.Category{Code: c.Code, Score: c.Score})
	}
	return j, nil
}

// model is a guard model behind a pool.
type model struct {
	pool   *pool.Pool
	family llamaguard.Family
	name   string // on records
	served string // in the pool
	seen   *cache
}

// Model makes the classifier of a guard model. Records call it name, the pool served.
func Model(p *pool.Pool, family llamaguard.Family, name, served string) Classifier {
	return &model{pool: p, family: family, name: name, served: served, seen: newCache()}
}

func (m *model) Name() string  { return string(m.family) + "/" + m.name }
func (m *model) BuiltIn() bool { return false }

// topTokens is how many of the most probable are asked for at each place of an answer.
const topTokens = 10

// judge renders the contract's prompt, has it completed and reads the verdict.
// The same prompt judged a moment ago is not judged again: a conversation comes
// back with each turn.
func (m *model) judge(ctx context.Context, turns []llamaguard.Turn) (Judgement, error) {
	role := turns[len(turns)-1].Role
	text, err := m.family.Render(role, conversation(role, turns), llamaguard.WithoutBOS)
	if err != nil {
		return Judgement{}, err
	}
	key := sha256.Sum256([]byte(text))
	if j, ok := m.seen.get(key); ok {
		return j, nil
	}
	answer, served, err := m.pool.Generate(ctx, m.served, engine.Prompt{
		Text: text, BOS: m.family.BOS(), MaxTokens: m.family.AnswerTokens(), Top: topTokens,
	})
	if err != nil {
		return Judgement{}, &unanswered{err}
	}
	v, err := m.family.Parse(role, answer.Text, tokensOf(answer))
	if err == nil && !v.Scored {
		// Without a score no threshold means anything.
		err = &llamaguard.Error{Kind: llamaguard.ScoresMissing, Family: m.family}
	}
	if err != nil {
		return Judgement{}, err
	}
	j := Judgement{Unsafe: v.Score, Backend: served.Backend, Engine: served.Engine, ModelSHA: served.ModelSHA}
	for _, code := range v.Categories {
		j.Categories = append(j.Categories, exchange.Category{Code: code, Score: v.Score})
	}
	m.seen.put(key, j)
	return j, nil
}

// conversation is what the contract allows before the judged turn: of an input
// check the user's turns alone, of an output check one of the user at least.
func conversation(role llamaguard.Role, turns []llamaguard.Turn) []llamaguard.Turn {
	last := turns[len(turns)-1]
	var out []llamaguard.Turn
	asked := false
	for _, t := range turns[:len(turns)-1] {
		if t.Role == llamaguard.User || role == llamaguard.Agent {
			out = append(out, t)
			asked = asked || t.Role == llamaguard.User
		}
	}
	if role == llamaguard.Agent && !asked {
		out = append([]llamaguard.Turn{{Role: llamaguard.User}}, out...)
	}
	return append(out, last)
}

func tokensOf(g *engine.Generated) []llamaguard.Token {
	out := make([]llamaguard.Token, len(g.Tokens))
	for i, t := range g.Tokens {
		out[i] = llamaguard.Token{Text: t.Text, Logprob: t.Logprob}
		for _, c := range t.Top {
			out[i].Top = append(out[i].Top, llamaguard.Candidate(c))
		}
	}
	return out
}

// unanswered is a call that no engine answered.
type unanswered struct{ error }

func (u *unanswered) Unwrap() error { return u.error }

// engineFailed stands before the kind of an engine's error.
const engineFailed = "engine_"

// kind names the failure for the record.
func (u *unanswered) kind() string {
	var e *engine.Error
	var down *pool.Unavailable
	if errors.As(u.error, &e) || errors.As(u.error, &down) && errors.As(down.Last, &e) {
		return engineFailed + string(e.Kind)
	}
	if errors.Is(u.error, context.DeadlineExceeded) {
		return "timeout"
	}
	return "engine_unavailable"
}
