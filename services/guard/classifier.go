package guard

import (
	"context"
	"errors"
	"time"

	"sluice/pkg/engine"
	"sluice/pkg/exchange"
	"sluice/pkg/hazard"
	"sluice/pkg/llamaguard"
	"sluice/pkg/pool"
	"sluice/pkg/telemetry"
)

// Judgement is what a classifier says of one turn.
type Judgement struct {
	Unsafe     float64 // from 0 to 1
	Categories []exchange.Category
	Backend    string
	Engine     string
	ModelSHA   string

	At   exchange.Place // of the turn, the bytes that were worst; of no end: all
	Took time.Duration  // of the engine; nothing for a verdict that was kept
}

// Classifier judges the last of some turns. It is safe for concurrent use. policy is
// the digest of the one that asks: what was judged for one is not kept for another.
type Classifier interface {
	Judge(ctx context.Context, policy string, turns []llamaguard.Turn) (Judgement, error)
	Name() string
	BuiltIn() bool
}

// builtIn is the small classifier of this binary. It looks at the last turn only.
type builtIn struct{ *hazard.Classifier }

// BuiltIn makes the classifier for where no guard model is configured.
func BuiltIn(c *hazard.Classifier) Classifier { return builtIn{c} }

func (b builtIn) BuiltIn() bool { return true }

func (b builtIn) Judge(_ context.Context, _ string, turns []llamaguard.Turn) (Judgement, error) {
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
	tel    *telemetry.Telemetry
	seen   *cache
	asking *flights
}

// Model makes the classifier of a guard model. Records call it name, the pool served.
func Model(p *pool.Pool, family llamaguard.Family, name, served string, tel *telemetry.Telemetry) Classifier {
	return &model{pool: p, family: family, name: name, served: served, tel: tel, seen: newCache(), asking: newFlights()}
}

func (m *model) Name() string  { return string(m.family) + "/" + m.name }
func (m *model) BuiltIn() bool { return false }

// topTokens is how many of the most probable are asked for at each place of an answer.
const topTokens = 10

// question is a rendered prompt as the engines are asked.
func question(family llamaguard.Family, text string) engine.Prompt {
	return engine.Prompt{Text: text, BOS: family.BOS(), MaxTokens: family.AnswerTokens(), Top: topTokens}
}

// read is the verdict about a turn of a role that an answer is, or what makes it none:
// without a score no threshold means anything.
func read(family llamaguard.Family, role llamaguard.Role, g *engine.Generated) (llamaguard.Verdict, error) {
	v, err := family.Parse(role, g.Text, tokensOf(g))
	if err == nil && !v.Scored {
		err = &llamaguard.Error{Kind: llamaguard.ScoresMissing, Family: family}
	}
	return v, err
}

// judge renders the contract's prompt, has it completed and reads the verdict.
// The same prompt judged a moment ago is not judged again: a conversation comes
// back with each turn. Where backends serve different weights nothing is kept.
func (m *model) judge(ctx context.Context, policy string, turns []llamaguard.Turn) (Judgement, error) {
	role := turns[len(turns)-1].Role
	text, err := m.family.Render(role, conversation(role, turns), llamaguard.WithoutBOS)
	if err != nil {
		return Judgement{}, err
	}
	weights, same := m.pool.Digest(m.served)
	key := keyOf(string(m.family), weights, policy, text)
	if j, ok := m.seen.get(key); ok && same {
		m.tel.Verdict(telemetry.HitKept)
		return j, nil
	}
	j, hit, err := m.asking.do(ctx, key, func(ctx context.Context) (Judgement, error) { return m.ask(ctx, role, text) })
	m.tel.Verdict(hit)
	if err == nil && same && j.ModelSHA == weights {
		kept := j
		kept.Took = 0
		m.seen.put(key, kept)
	}
	return j, err
}

// ask has a rendered prompt completed, by whichever backend gives a verdict.
func (m *model) ask(ctx context.Context, role llamaguard.Role, text string) (Judgement, error) {
	answer, served, err := m.pool.Generate(ctx, m.served, question(m.family, text), func(g *engine.Generated) error {
		_, err := read(m.family, role, g)
		return err
	})
	if err != nil {
		return Judgement{}, &unanswered{err}
	}
	v, err := read(m.family, role, answer)
	if err != nil {
		return Judgement{}, err
	}
	j := Judgement{Unsafe: v.Score, Backend: served.Backend, Engine: served.Engine, ModelSHA: served.ModelSHA, Took: served.Took}
	for i, code := range v.Categories {
		c := exchange.Category{Code: code, Score: v.Score}
		if len(v.Shares) > 0 {
			c.Share = v.Shares[i]
		}
		j.Categories = append(j.Categories, c)
	}
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

// kind names the failure for the record: what was wrong with the last answer, or why
// there was none.
func (u *unanswered) kind() string {
	var e *engine.Error
	var down *pool.Unavailable
	var answer *llamaguard.Error
	if errors.As(u.error, &down) && errors.As(down.Last, &answer) {
		return string(answer.Kind)
	}
	if errors.As(u.error, &e) || errors.As(u.error, &down) && errors.As(down.Last, &e) {
		return engineFailed + string(e.Kind)
	}
	if errors.Is(u.error, context.DeadlineExceeded) {
		return "timeout"
	}
	return "engine_unavailable"
}
