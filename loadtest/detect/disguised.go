package main

import (
	"cmp"
	"math/rand"
	"slices"
	"strings"
	"unicode/utf8"

	"sluice/loadtest/benign"
	"sluice/loadtest/disguises"
	"sluice/pkg/scan"
)

// disguised is what is found of values that are hidden in every form.
type disguised struct {
	Kinds   int          `json:"kinds"` // rules whose first example was hidden
	Reached int          `json:"kinds_reached"`
	Below   []tried      `json:"kinds_below,omitempty"` // under the goal, worst first
	Forms   []tried      `json:"forms"`
	All     tried        `json:"all"`
	Label   tried        `json:"by_label"` // kinds that only a label tells, hidden with it
	Plain   []string     `json:"plain_missed,omitempty"`
	Benign  benignScript `json:"benign_unicode"`
}

// tried counts hidden values. Caught are those that a finding of the value's type
// touches; Covered those, of the Alone that were hidden without a label, of which
// such findings have nine bytes in ten.
type tried struct {
	Name    string `json:"name"`
	Tried   int    `json:"tried"`
	Caught  int    `json:"caught"`
	Alone   int    `json:"alone"`
	Covered int    `json:"covered"`
}

func (t tried) share() float64 { return float64(t.Caught) / float64(max(t.Tried, 1)) }

func (t *tried) count(label, caught, covered bool) {
	t.Tried++
	if caught {
		t.Caught++
	}
	if !label {
		t.Alone++
	}
	if !label && covered {
		t.Covered++
	}
}

// benignScript counts texts with letters or signs outside ASCII, and nothing to find.
type benignScript struct {
	Texts   int `json:"texts"`
	Flagged int `json:"flagged"`
}

// scanner finds what is in a text.
type scanner func(text string) []scan.Finding

// hide measures detectors of secrets and cards, each by its first example: the value
// alone where it is found alone, with what stands around it where it is not.
func hide(detectors []scan.Detector, forms []disguises.Form, prompts []benign.Prompt, find scanner) disguised {
	out := disguised{All: tried{Name: "all"}, Label: tried{Name: "by label"}, Forms: make([]tried, len(forms))}
	for i, f := range forms {
		out.Forms[i].Name = f.Class + "/" + f.Name
	}
	for _, d := range detectors {
		if d.Type != scan.Secret && d.Type != scan.CreditCard || len(d.Match) == 0 {
			continue
		}
		line, value := example(d.Match[0])
		label := false
		if caught, _ := look(find, d.Type, value, disguises.Form{}); !caught {
			label, value = true, line
			if caught, _ := look(find, d.Type, value, disguises.Form{}); !caught {
				out.Plain = append(out.Plain, d.Rule)
				continue
			}
		}
		kind := tried{Name: d.Rule}
		for i, f := range forms {
			hidden := f.Make(value, rand.New(rand.NewSource(int64(i))))
			if strings.Contains(hidden, value) {
				continue // it has none of what the form changes
			}
			caught, covered := look(find, d.Type, hidden, f)
			kind.count(label, caught, covered)
			out.All.count(label, caught, covered)
			out.Forms[i].count(label, caught, covered)
			if label {
				out.Label.count(label, caught, covered)
			}
		}
		out.Kinds++
		if kind.share() >= goalDisguised {
			out.Reached++
		} else {
			out.Below = append(out.Below, kind)
		}
	}
	slices.SortStableFunc(out.Below, func(a, b tried) int { return cmp.Compare(a.share(), b.share()) })
	out.Benign = benignUnicode(prompts, find)
	return out
}

// look scans a hidden value within a sentence. What the form puts around it and hides
// nothing in counts neither for nor against.
func look(find scanner, typ scan.Type, hidden string, form disguises.Form) (caught, covered bool) {
	const before, after = "This went out on Monday: ", " ; please see to it."
	n, at := 0, len(before)+form.Before
	end := len(before) + len(hidden) - form.After
	size := end - at
	for _, f := range find(before + hidden + after) {
		if f.Type != typ {
			continue
		}
		if from, to := max(f.Start, at), min(f.End, end); from < to {
			n += to - from
			at = to
		}
	}
	return n > 0, n*10 >= size*9
}

// example takes the marks off a detector's example.
func example(marked string) (line, value string) {
	line = strings.NewReplacer("«", "", "»", "").Replace(marked)
	before, rest, ok := strings.Cut(marked, "«")
	if !ok {
		return line, line
	}
	value, _, _ = strings.Cut(rest, "»")
	return line, line[len(before):][:len(value)]
}

func benignUnicode(prompts []benign.Prompt, find scanner) benignScript {
	all := slices.Clone(disguises.Benign())
	for _, p := range prompts {
		all = append(all, p.Text)
	}
	var b benignScript
	for _, text := range all {
		if strings.IndexFunc(text, func(r rune) bool { return r >= utf8.RuneSelf }) < 0 {
			continue
		}
		b.Texts++
		if slices.ContainsFunc(find(text), func(f scan.Finding) bool { return f.Type == scan.Secret || f.Type == scan.CreditCard }) {
			b.Flagged++
		}
	}
	return b
}
