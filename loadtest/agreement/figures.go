package main

import (
	"math"
	"slices"
)

// The goals.
const (
	within    = 0.02 // the most that a probability may differ
	agreement = 0.99 // the least share of equal verdicts
	threshold = 0.5  // of a verdict
)

// spread is how far apart numbers are.
type spread struct {
	N    int     `json:"n"`
	Max  float64 `json:"max"`
	P99  float64 `json:"p99"` // the smallest that 99 of 100 do not pass
	Mean float64 `json:"mean"`
}

func spreadOf(diffs []float64) spread {
	if len(diffs) == 0 {
		return spread{}
	}
	sorted := slices.Sorted(slices.Values(diffs))
	s := spread{N: len(sorted), Max: sorted[len(sorted)-1], P99: sorted[int(math.Ceil(0.99*float64(len(sorted))))-1]}
	for _, d := range sorted {
		s.Mean += d / float64(len(sorted))
	}
	return s
}

// figures are those of all prompts of one shape.
type figures struct {
	Shape     string `json:"shape"`
	Prompts   int    `json:"prompts"`
	SameInput int    `json:"same_prompt_tokens"` // prompts that both engines count alike
	SameToken int    `json:"same_first_token"`   // prompts after which both say the same
	First     spread `json:"first_token"`        // |difference| of the said token's probability
	Shared    spread `json:"shared_candidates"`  // |difference| of each candidate that both list

	Judged  int    `json:"judged"` // prompts at which both engines list both words
	Score   spread `json:"p_unsafe"`
	Unsafe  [2]int `json:"unsafe_verdicts"`
	Agreed  int    `json:"same_verdict"`
	OnVerge int    `json:"within_goal_of_threshold"` // where a difference that the goal allows could turn a verdict
}

func figuresOf(shape string, pairs []pair) figures {
	f := figures{Shape: shape}
	var first, shared, scores []float64
	for _, p := range pairs {
		if p.shape != shape {
			continue
		}
		f.Prompts++
		if p.places[0].input == p.places[1].input {
			f.SameInput++
		}
		if !p.samePlace() {
			continue
		}
		if p.places[0].said == p.places[1].said {
			f.SameToken++
		}
		if d, ok := p.first(); ok {
			first = append(first, d)
		}
		shared = append(shared, p.shared()...)
		a, okA := p.places[0].unsafe()
		b, okB := p.places[1].unsafe()
		if !okA || !okB {
			continue
		}
		f.Judged++
		scores = append(scores, math.Abs(a-b))
		for i, v := range []float64{a, b} {
			if v >= threshold {
				f.Unsafe[i]++
			}
		}
		if (a >= threshold) == (b >= threshold) {
			f.Agreed++
		}
		if math.Abs(a-threshold) <= within {
			f.OnVerge++
		}
	}
	f.First, f.Shared, f.Score = spreadOf(first), spreadOf(shared), spreadOf(scores)
	return f
}

// worst is the largest difference of any kind.
func (f figures) worst() float64 { return max(f.First.Max, f.Shared.Max, f.Score.Max) }

// close says whether every prompt could be compared and none differs by more than the goal.
func (f figures) close() bool { return f.First.N == f.Prompts && f.worst() <= within }

// agrees says whether enough verdicts are equal; one that could not be had is not.
func (f figures) agrees() bool {
	return f.Prompts > 0 && float64(f.Agreed) >= agreement*float64(f.Prompts)
}
