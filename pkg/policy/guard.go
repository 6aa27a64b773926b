package policy

import (
	"maps"
	"slices"

	"github.com/goccy/go-yaml/ast"
)

// OnError says what becomes of a text that the guard could not judge.
type OnError string

// What may be done then. Neither lets the text count as passed.
const (
	Hold         OnError = "hold"   // it waits for another try, until its deadline
	BlockOnError OnError = "block"  // it is refused
	Except       OnError = "except" // it goes on, recorded as excepted and flagged
)

// Threshold is what happens to a hazard: Action from the score Threshold on, and
// nothing below it.
type Threshold struct {
	Threshold float64 // from 0 to 1
	Action    Action  // Block, Flag or Allow
}

// guard is what the document says of hazards.
type guard struct {
	onError   OnError
	blockFrom float64 // of the built-in classifier
	input     hazards
	output    hazards
	known     []string // categories
}

type hazards struct {
	fallback   Threshold
	categories map[string]Threshold
}

func defaultGuard(categories []string) guard {
	all := hazards{fallback: Threshold{Threshold: 0.5, Action: Block}}
	return guard{onError: Hold, input: all, output: all, known: categories}
}

// Guard says what happens to a hazard of this category; "" is one that the guard
// did not name, for which the direction's default stands. A direction or category
// that nobody knows is blocked at any score.
func (p *Policy) Guard(d Direction, category string) Threshold {
	var h *hazards
	switch d {
	case Input:
		h = &p.guard.input
	case Output:
		h = &p.guard.output
	}
	if h == nil || category != "" && !slices.Contains(p.guard.known, category) {
		return Threshold{Action: Block}
	}
	if t, ok := h.categories[category]; ok {
		return t
	}
	return h.fallback
}

// Unnamed says what happens to a hazard of which the guard gave a probability and no
// category, as a guard model does below one half: it may be any. So it is the strictest
// of what the direction's default and the categories say whose threshold the score
// reaches; false where it reaches none.
func (p *Policy) Unnamed(d Direction, score float64) (Action, bool) {
	out, reached := Allow, false
	for _, category := range append([]string{""}, p.guard.known...) {
		t := p.Guard(d, category)
		if score < t.Threshold || category != "" && t.Action == Allow {
			continue
		}
		reached = true
		if t.Action == Block || t.Action == Flag && out == Allow {
			out = t.Action
		}
	}
	return out, reached
}

// BuiltInBlocksFrom is the score from which on a hazard that the small built-in
// classifier names is blocked, where Guard blocks it; below it is flagged.
func (p *Policy) BuiltInBlocksFrom() float64 { return p.guard.blockFrom }

// GuardOnError says what becomes of a text that the guard could not judge.
func (p *Policy) GuardOnError() OnError { return p.guard.onError }

func (r *reader) guard(p *Policy, n ast.Node) error {
	fields, err := r.fields(n, "guard", []string{"on_error", "built_in", "input", "output"})
	if err != nil {
		return err
	}
	if f := fields["on_error"]; f != nil {
		on, err := r.oneOf(f, "guard.on_error", []string{string(Hold), string(BlockOnError), string(Except)})
		if err != nil {
			return err
		}
		p.guard.onError = OnError(on)
	}
	if f := fields["built_in"]; f != nil {
		if p.guard.blockFrom, err = r.builtIn(f); err != nil {
			return err
		}
	}
	if f := fields["input"]; f != nil {
		if p.guard.input, err = r.hazards(f, "guard.input", p.guard.input.fallback); err != nil {
			return err
		}
	}
	if f := fields["output"]; f != nil {
		p.guard.output, err = r.hazards(f, "guard.output", p.guard.output.fallback)
	}
	return err
}

func (r *reader) builtIn(n ast.Node) (float64, error) {
	fields, err := r.fields(n, "guard.built_in", []string{"block_from"})
	if err != nil {
		return 0, err
	}
	if fields["block_from"] == nil {
		return 0, r.at(n, "guard.built_in.block_from is missing: say from which score on the built-in classifier blocks, such as 0.95")
	}
	return r.number(fields["block_from"], "guard.built_in.block_from", 0, 1)
}

func (r *reader) hazards(n ast.Node, path string, fallback Threshold) (hazards, error) {
	h := hazards{fallback: fallback}
	fields, err := r.fields(n, path, []string{"default", "categories"})
	if err != nil {
		return h, err
	}
	if f := fields["default"]; f != nil {
		if h.fallback, err = r.threshold(f, path+".default", fallback); err != nil {
			return h, err
		}
	}
	if fields["categories"] == nil {
		return h, nil
	}
	categories, err := r.fields(fields["categories"], path+".categories", r.known.Categories)
	if err != nil {
		return h, err
	}
	h.categories = make(map[string]Threshold, len(categories))
	for _, c := range slices.Sorted(maps.Keys(categories)) {
		if h.categories[c], err = r.threshold(categories[c], path+".categories."+c, h.fallback); err != nil {
			return h, err
		}
	}
	return h, nil
}

// threshold reads one; what it leaves out is as in fallback.
func (r *reader) threshold(n ast.Node, path string, fallback Threshold) (Threshold, error) {
	fields, err := r.fields(n, path, []string{"threshold", "action"})
	if err != nil {
		return fallback, err
	}
	t := fallback
	if f := fields["threshold"]; f != nil {
		if t.Threshold, err = r.number(f, path+".threshold", 0, 1); err != nil {
			return fallback, err
		}
	}
	if f := fields["action"]; f != nil {
		act, err := r.verdict(f, path+".action")
		if err != nil {
			return fallback, err
		}
		t.Action = Action(act)
	}
	return t, nil
}
