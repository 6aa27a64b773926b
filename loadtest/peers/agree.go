package main

import (
	"cmp"
	"slices"

	"sluice/loadtest/peers/corpus"
	"sluice/loadtest/peers/engine"
	"sluice/loadtest/peers/gitleaks"
	"sluice/loadtest/peers/report"
	"sluice/loadtest/peers/spans"
)

// agreement compares findings on gitleaks' rules, and counts planted secrets.
func agreement(c corpus.Corpus, gl *gitleaks.Scanner, own, all spans.Scanner, skipped []engine.Skipped) report.Agreement {
	a := report.Agreement{Corpus: c.Name, Texts: len(c.Texts)}
	met, differ := map[string]bool{}, map[report.Difference]int{}
	found, lost := map[string]int{}, map[string]map[string]int{}
	for _, t := range c.Texts {
		raw := gl.Scan(t.Text)
		for _, s := range raw {
			met[s.Rule] = true
		}
		theirs, ours := spans.Unite(raw), own.Scan(t.Text)
		same, differences := spans.Diff(theirs, ours)
		a.Theirs, a.Ours, a.Same = a.Theirs+len(theirs), a.Ours+len(ours), a.Same+same
		for _, d := range differences {
			differ[report.Difference{Kind: string(d.Kind), Rule: cmp.Or(d.Theirs.Rule, d.Ours.Rule), Why: why(d, gl, t.Text, skipped)}]++
		}
		var every []spans.Span
		for _, p := range t.Planted {
			if !p.Must {
				continue
			}
			a.Planted++
			if every == nil {
				every = all.Scan(t.Text)
			}
			for side, list := range map[string][]spans.Span{report.Gitleaks: theirs, report.Own: ours, report.All: every} {
				if covered(p, list) {
					found[side]++
					continue
				}
				if lost[side] == nil {
					lost[side] = map[string]int{}
				}
				lost[side][p.Kind]++
			}
		}
	}
	a.RulesMet = len(met)
	if a.Planted > 0 {
		for _, side := range []string{report.Gitleaks, report.Own, report.All} {
			a.Found = append(a.Found, report.Found{Side: short(side), N: found[side], Missed: lost[side]})
		}
	}
	for d, n := range differ {
		d.Count = n
		a.Differ = append(a.Differ, d)
	}
	slices.SortFunc(a.Differ, func(a, b report.Difference) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(b.Count, a.Count), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Why, b.Why))
	})
	return a
}

func covered(p corpus.Planted, list []spans.Span) bool {
	return slices.ContainsFunc(list, func(s spans.Span) bool { return s.Start <= p.Start && s.End >= p.End })
}

// why explains a difference from gitleaks' own expression alone.
func why(d spans.Difference, gl *gitleaks.Scanner, text string, skipped []engine.Skipped) string {
	if i := slices.IndexFunc(skipped, func(s engine.Skipped) bool { return s.Rule == d.Theirs.Rule }); i >= 0 {
		return "the rule is not in the engine: " + skipped[i].Why
	}
	rule := cmp.Or(d.Ours.Rule, d.Theirs.Rule)
	at := cmp.Or(d.Ours, d.Theirs)
	var first, over *[2]int // matches of the whole text: the one before the finding's end, and one that overlaps it
	for _, m := range gl.Matches(rule, text) {
		if m[0] < at.End && m[1] > at.Start {
			over = &m
		}
		if m[1] <= at.Start {
			first = &m
		}
	}
	switch {
	case d.Kind == spans.Extra && over != nil && (over[0] > at.Start || over[1] < at.End):
		return "gitleaks' match covers a part of it only, and was rejected"
	case d.Kind == spans.Extra && over != nil:
		return "gitleaks' match that begins further left took this text, and was rejected (entropy or allow-list); the finding is a match inside it"
	case d.Kind == spans.Extra && first != nil:
		return "an earlier match of gitleaks ends in this one's beginning: matches do not overlap there"
	case d.Kind == spans.Extra:
		return "gitleaks' expression has no match there"
	case over == nil:
		return "found by a neighbour's expression"
	case d.Kind == spans.Bounds && d.Ours.Start <= d.Theirs.Start && d.Ours.End >= d.Theirs.End:
		return "wider: what one match found and what a match inside it found are one"
	case d.Kind == spans.Bounds:
		return "another of the places where a match may begin was taken"
	}
	return "not explained"
}
