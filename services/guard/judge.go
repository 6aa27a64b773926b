package guard

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"sluice/pkg/exchange"
	"sluice/pkg/injection"
	"sluice/pkg/llamaguard"
	"sluice/pkg/policy"
)

// Types of the stage's findings.
const (
	TypeHazard    = "HAZARD"    // by category, S1 to S14
	TypeInjection = "INJECTION" // by the rule of pkg/injection
)

// unnamed is the rule of a hazard that the model is sure of without a category.
const unnamed = "unspecified"

// parallel is how many turns of one exchange are judged at once.
const parallel = 4

// verdict is what the page will say, and the rules that block.
type verdict struct {
	exchange.GuardPage
	blocked []string
}

// judge judges every piece. What blocks decides even where another piece could
// not be judged; else one piece without a verdict is an error for all.
func (s *Service) judge(ctx context.Context, p *policy.Policy, dir policy.Direction, pieces []piece, protected *injection.Disclosure) verdict {
	v := verdict{GuardPage: exchange.GuardPage{
		State: exchange.Passed, Classifier: s.Classifier.Name(), BuiltIn: s.Classifier.BuiltIn(),
	}}
	counts := counter{}
	s.injections(p, dir, pieces, protected, counts)
	var labelling sync.WaitGroup
	var labelled int
	var unlabelled error
	if s.Labels != nil {
		labelling.Go(func() { labelled, unlabelled = s.Labels.find(ctx, pieces) })
	}
	judgements, err := s.hazards(ctx, p.Digest(), pieces)
	worst := named{}
	var where decided
	for _, j := range judgements {
		v.add(j, worst)
		for code, score := range hazardsOf(j, p, dir) {
			act := s.action(p, dir, code, score)
			counts.add(TypeHazard, code, act)
			where.add(act, score, j.At)
			worst.add(exchange.Category{Code: code, Score: score})
		}
	}
	v.Worst = where.at
	if err == nil {
		v.Shadow = s.beside(p, dir, judgements)
	}
	labelling.Wait()
	for range labelled {
		counts.add(TypeInjection, injection.RuleLabeled, p.Action(dir, TypeInjection, injection.RuleLabeled))
	}
	if err == nil {
		err = unlabelled
	}
	v.Findings = counts.sorted()
	for _, f := range v.Findings {
		if f.Action == string(policy.Block) {
			v.blocked = append(v.blocked, f.Rule)
		}
	}
	v.Categories = worst.sorted()
	switch {
	case len(v.blocked) > 0:
		v.State = exchange.Failed
	case err != nil:
		v.State, v.Error = exchange.Errored, kind(err)
	}
	return v
}

// add keeps the worst score, and who judged. Of the built-in classifier, which has
// a score for each of its categories, those under their threshold say nothing.
func (v *verdict) add(j Judgement, worst named) {
	v.Turns++
	v.Score = max(v.Score, j.Unsafe)
	v.EngineTook += float64(j.Took.Microseconds()) / 1000
	v.Backend, v.Engine, v.ModelSHA = j.Backend, j.Engine, j.ModelSHA
	if v.BuiltIn {
		return
	}
	for _, c := range j.Categories {
		worst.add(c)
	}
}

// hazardsOf are the categories of a judgement that reach their threshold.
func hazardsOf(j Judgement, p *policy.Policy, dir policy.Direction) map[string]float64 {
	out := map[string]float64{}
	for _, c := range j.Categories {
		if c.Score >= p.Guard(dir, c.Code).Threshold {
			out[c.Code] = c.Score
		}
	}
	if len(j.Categories) == 0 {
		if _, reached := p.Unnamed(dir, j.Unsafe); reached {
			out[unnamed] = j.Unsafe
		}
	}
	return out
}

// action is what the policy says. The built-in classifier blocks only what it is
// sure of.
func (s *Service) action(p *policy.Policy, dir policy.Direction, code string, score float64) policy.Action {
	a := p.Guard(dir, code).Action
	if code == unnamed {
		a, _ = p.Unnamed(dir, score)
	}
	if a == policy.Block && s.Classifier.BuiltIn() && score < p.BuiltInBlocksFrom() {
		return policy.Flag
	}
	return a
}

// job is a turn to be judged, what was said before it, and where it begins.
type job struct {
	said []llamaguard.Turn
	llamaguard.Turn
	at exchange.Place
}

// ask has one turn judged.
func (s *Service) ask(ctx context.Context, policy string, of job) (Judgement, error) {
	got, err := s.Classifier.Judge(ctx, policy, append(slices.Clone(tail(of.said)), of.Turn))
	at := of.at
	at.Start, at.End = at.Start+got.At.Start, at.Start+cmp.Or(got.At.End, len(of.Text))
	got.At = at
	return got, err
}

// hazards has the classifier judge every turn, segment by segment. Judgements
// that were made are returned also where others failed.
func (s *Service) hazards(ctx context.Context, policy string, pieces []piece) ([]Judgement, error) {
	var jobs []job
	for _, p := range pieces {
		if p.quiet {
			continue
		}
		for _, cut := range segments(p.text) {
			if text := p.text[cut.start:cut.end]; strings.TrimSpace(text) != "" {
				jobs = append(jobs, job{p.said, llamaguard.Turn{Role: p.role, Text: text}, shifted(*cmp.Or(p.at, &exchange.Place{}), cut.start)})
			}
		}
	}
	if len(jobs) == 1 {
		got, err := s.ask(ctx, policy, jobs[0])
		if err != nil {
			return nil, err
		}
		return []Judgement{got}, nil
	}
	out := make([]*Judgement, len(jobs))
	var g errgroup.Group
	g.SetLimit(parallel)
	for i, j := range jobs {
		g.Go(func() error {
			got, err := s.ask(ctx, policy, j)
			if err != nil {
				return err
			}
			out[i] = &got
			return nil
		})
	}
	err := g.Wait()
	var made []Judgement
	for _, j := range out {
		if j != nil {
			made = append(made, *j)
		}
	}
	return made, err
}

// injections inspects the pieces and, of a completion, whether it gives away a
// registered canary or the system's own text.
func (s *Service) injections(p *policy.Policy, dir policy.Direction, pieces []piece, protected *injection.Disclosure, counts counter) {
	for _, one := range pieces {
		if protected != nil {
			for _, f := range protected.Inspect(one.text) {
				counts.add(TypeInjection, f.Rule, p.Action(dir, TypeInjection, f.Rule))
			}
		}
		if one.all {
			continue
		}
		for _, f := range s.Injection.Inspect(one.text, one.source) {
			counts.add(TypeInjection, f.Rule, p.Action(dir, TypeInjection, f.Rule))
		}
	}
}

// kind names an error for the record: what failed, and no text of it.
func kind(err error) string {
	var call *unanswered
	var answer *llamaguard.Error
	switch {
	case errors.As(err, &call):
		return call.kind()
	case errors.As(err, &answer):
		return string(answer.Kind)
	case errors.Is(err, context.DeadlineExceeded):
		return "timeout"
	}
	return "unavailable"
}

// counter counts findings by type, rule and action.
type counter map[exchange.Finding]int

func (c counter) add(typ, rule string, a policy.Action) {
	c[exchange.Finding{Type: typ, Rule: rule, Action: string(a)}]++
}

func (c counter) sorted() []exchange.Finding {
	var out []exchange.Finding
	for f, n := range c {
		f.Count = n
		out = append(out, f)
	}
	slices.SortFunc(out, func(a, b exchange.Finding) int {
		return cmp.Or(cmp.Compare(a.Type, b.Type), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Action, b.Action))
	})
	return out
}
