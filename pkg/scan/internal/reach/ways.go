package reach

import "sluice/pkg/scan/rule"

// Ways are the states of a table that a text of which only the classes of its
// bytes are known may lead to.
type Ways struct {
	states  []bool // by state
	Matched bool   // on some way the expression has matched
}

// Begin is the only way to the first byte.
func (t *Table) Begin() Ways {
	w := Ways{states: make([]bool, len(t.Match)), Matched: t.Match[Start]}
	w.states[Start] = true
	return w
}

// Step reads any one byte of a class.
func (t *Table) Step(from Ways, class *rule.Class) Ways {
	to := Ways{states: make([]bool, len(t.Match)), Matched: from.Matched}
	takes := make([]bool, t.Classes)
	for b := range 256 {
		if class.Has(byte(b)) {
			takes[t.Class[b]] = true
		}
	}
	for s, is := range from.states {
		for c, takes := range takes {
			if is && takes {
				n := t.Next[s*t.Classes+c]
				to.states[n] = n != 0
				to.Matched = to.Matched || t.Match[n]
			}
		}
	}
	return to
}

// Any reads any one byte.
func (t *Table) Any(from Ways) Ways {
	to := Ways{states: make([]bool, len(t.Match)), Matched: from.Matched}
	for s, is := range from.states {
		if !is {
			continue
		}
		for _, n := range t.Next[s*t.Classes:][:t.Classes] {
			to.states[n] = n != 0
			to.Matched = to.Matched || t.Match[n]
		}
	}
	return to
}

// GoOn says by class of bytes whether there is a way on.
func (t *Table) GoOn(from Ways) []bool {
	on := make([]bool, t.Classes)
	for s, is := range from.states {
		if !is {
			continue
		}
		for c := range on {
			on[c] = on[c] || t.Next[s*t.Classes+c] != 0
		}
	}
	return on
}

// None says that there is no way.
func (w Ways) None() bool {
	for _, is := range w.states {
		if is {
			return false
		}
	}
	return true
}
