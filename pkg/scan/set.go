package scan

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
)

// engineVersion is part of every digest. It grows when the engine changes in
// a way that can change findings without any detector changing.
const engineVersion = 6

// maxDetectors is what the automaton can number.
const maxDetectors = 1 << 15

// New compiles detectors. Two with the same rule id are an error.
func New(d ...Detector) (*Set, error) {
	if 3*len(d) > maxDetectors {
		return nil, errors.New("compiling detectors: too many")
	}
	s := &Set{detectors: make([]compiled, 0, len(d)), joins: map[string]bool{}}
	s.idle.New = func() any { return s.newUnmasker() }
	seen := make(map[string]bool, len(d))
	for i := range d {
		c, err := compile(d[i])
		if err != nil {
			return nil, fmt.Errorf("compiling detector %q: %w", d[i].Rule, err)
		}
		if seen[c.Rule] {
			return nil, fmt.Errorf("compiling detector %q: the rule id is taken", c.Rule)
		}
		seen[c.Rule], s.joins[c.Rule] = true, c.Joins
		s.detectors = append(s.detectors, c)
		s.rules = append(s.rules, c.Rule)
	}
	for i := range s.rules {
		s.detectors = append(s.detectors, turned(s.detectors[i])...)
	}
	for i := range s.detectors {
		c := &s.detectors[i]
		if c.Digits {
			s.wakeAt(i, c.Lengths)
			if n, ok := c.span(0); !ok {
				s.digitSpan = -1
			} else if s.digitSpan >= 0 {
				s.digitSpan = max(s.digitSpan, n)
			}
		}
		switch {
		case c.turned && c.Before == 0:
			s.turned = true
		case max(c.Hold.Most, c.Before) > 0:
			s.backers = append(s.backers, i)
		}
		if c.Hold.Look != nil {
			s.lookers = append(s.lookers, i)
		}
	}
	slices.Sort(s.rules)
	s.words = newAutomaton(s.detectors)
	s.follows = follows{make([]atomic.Pointer[follow], len(s.detectors)), make([]atomic.Pointer[gate], len(s.words.first)-1)}
	s.begins = sync.OnceValue(func() *beginnings { return newBeginnings(s.detectors) })
	s.digest = digest(s.detectors)
	s.marks = marks(slices.Concat(s.Types(), []Type{Unscannable}, LearnedTypes()))
	return s, nil
}

// wakeAt notes which runs of digits wake detector n: all, where there are no lengths.
func (s *Set) wakeAt(n int, lengths []int) {
	s.lengths = true
	for size := 1; size <= maxRun; size++ {
		if len(lengths) == 0 || slices.ContainsFunc(lengths, func(l int) bool { return min(l, maxRun) == size }) {
			s.digits[size] = append(s.digits[size], n)
		}
	}
}

// Default compiles all built-in detectors. It takes milliseconds: call it once
// at start. The tests compile the same list, so that its panic on a detector
// that does not compile cannot be met outside them; to return a set with less
// in it would let secrets through in silence.
func Default() *Set {
	s, err := With()
	if err != nil {
		panic(err)
	}
	return s
}

// With is Default and detectors of one's own.
func With(own ...Detector) (*Set, error) {
	s, err := New(slices.Concat(Builtin(), own)...)
	if err != nil {
		return nil, err
	}
	open := openDetectors()
	for _, d := range open {
		if slices.Contains(s.rules, d.Rule) {
			return nil, fmt.Errorf("compiling detector %q: the rule id is taken", d.Rule)
		}
	}
	s.extend(own, open)
	return s, nil
}

// Digest identifies what the set looks for: "sha256:" and 64 hex digits over
// the engine's version and every detector, in any order.
func (s *Set) Digest() string { return s.digest }

// Types returns the types that the set can report, sorted.
func (s *Set) Types() []Type {
	var types []Type
	for i := range s.detectors {
		types = append(types, s.detectors[i].Type)
	}
	slices.Sort(types)
	return slices.Compact(types)
}

// Marks has "<TYPE>" of every type, which stands for what was found. It is not to
// be changed.
func (s *Set) Marks() map[string]bool { return s.marks }

func marks(types []Type) map[string]bool {
	out := make(map[string]bool, len(types))
	for _, t := range types {
		out["<"+string(t)+">"] = true
	}
	return out
}

// Rules returns the ids of all rules, sorted.
func (s *Set) Rules() []string {
	return slices.Clone(s.rules)
}

// Joins says whether a finding of this rule that spans two neighbouring
// strings, joined without a separator, is to be believed. False for a rule
// that the set does not have.
func (s *Set) Joins(rule string) bool {
	return s.joins[rule]
}

func digest(ds []compiled) string {
	lines := make([]string, 0, len(ds))
	for i := range ds {
		d := &ds[i]
		if d.turned {
			continue
		}
		lines = append(lines, fmt.Sprintf("%q %q %v %q %v %d %v %q %q %q %d %v %v %q %q\n", d.Rule, d.Type, d.Score,
			d.Literals, d.Fold, d.Before, d.Digits, d.Pattern, d.Left.String(), d.Right.String(), d.Revision, d.Joins, d.Lengths, d.Lead.String(), d.Beside.String()))
	}
	slices.Sort(lines)
	h := sha256.New()
	fmt.Fprintf(h, "sluice scan engine %d\n", engineVersion)
	for _, l := range lines {
		fmt.Fprint(h, l)
	}
	return "sha256:" + hex.EncodeToString(h.Sum(nil))
}
