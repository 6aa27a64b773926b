package policy

import "slices"

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
	thresholds
	shadow *thresholds // that are only reported; nil without any
	known  []string    // categories
}

type thresholds struct{ input, output hazards }

// hazards are what one direction says.
type hazards struct {
	fallback Threshold
	levels   []map[string]Threshold // by category, a tenant's own before everybody's
}

func defaultGuard(categories []string) guard {
	all := hazards{fallback: Threshold{Threshold: 0.5, Action: Block}}
	return guard{onError: Hold, thresholds: thresholds{input: all, output: all}, known: categories}
}

// of is what holds for a category: the first of the levels that names it, or the
// direction's default.
func (h hazards) of(category string) Threshold {
	for _, level := range h.levels {
		if t, ok := level[category]; ok {
			return t
		}
	}
	return h.fallback
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
	return h.of(category)
}

// Shadow is this policy with the thresholds that are only reported in place of those
// that decide, or nil where the document has none. Nothing may be blocked by it.
func (p *Policy) Shadow() *Policy {
	if p.guard.shadow == nil {
		return nil
	}
	one := *p
	one.guard.thresholds, one.guard.shadow = *p.guard.shadow, nil
	return &one
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
