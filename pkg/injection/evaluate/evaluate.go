// Package evaluate scores what package injection makes of labelled texts: the area under the curve, recall at one
// false positive in a hundred, F1 where the thresholds stand, and shares by label, each with a 95 % interval.
//
// It reads rows and counts. It opens no file, prints nothing, and never gives out a text of the set.
package evaluate

import (
	"cmp"
	"slices"

	"sluice/pkg/injection"
	rates "sluice/pkg/scan/evaluate"
)

// Verdict is what was made of one text.
type Verdict struct {
	Rules    bool    // a rule that states what it looks for has a finding
	Likeness float64 // the classifier's score, 0 to 1
	Like     bool    // the classifier has a finding
}

// Judge is what is scored: one text and whose words it is.
type Judge func(text string, from injection.Source) Verdict

// Rule is the classifier's rule; every other states what it looks for.
const Rule = "injection-likeness"

// Figure is a value with its 95 % interval. Without Known there was nothing to divide by.
type Figure = rates.Figure

// System is what one of the three makes of all rows.
type System struct {
	Name      string `json:"name"` // rules, likeness or both
	AUC       Figure `json:"auc"`  // the chance that an attack scores higher than a benign text
	AtOne     Figure `json:"recall_at_1_percent"`
	Precision Figure `json:"precision"`
	Recall    Figure `json:"recall"`
	F1        Figure `json:"f1"`
	Alarms    Figure `json:"false_positives"`
}

// Share is how much of one label of one file has a finding.
type Share struct {
	File     string     `json:"file"`
	Label    string     `json:"label"`
	As       string     `json:"as"` // whose words
	Attack   bool       `json:"attack"`
	Found    rates.Rate `json:"found"`
	Rules    int        `json:"rules"`    // by rules
	Likeness int        `json:"likeness"` // by likeness
}

// Score is what a set comes to.
type Score struct {
	Rows    int      `json:"rows"`
	Attacks int      `json:"attacks"`
	Groups  int      `json:"groups"` // that the intervals draw again
	Systems []System `json:"systems"`
	Labels  []Share  `json:"labels"`
}

// Of scores rows.
func Of(rows []Row, judge Judge) Score {
	s := Score{Rows: len(rows)}
	verdicts := make([]Verdict, len(rows))
	groups := map[string]int{}
	shares := map[Share]*Share{}
	for i, r := range rows {
		v := judge(r.Text, r.From)
		verdicts[i] = v
		if _, known := groups[r.Group]; !known {
			groups[r.Group] = len(groups)
		}
		if r.Attack {
			s.Attacks++
		}
		key := Share{File: r.File, Label: r.Label, As: r.From.String(), Attack: r.Attack}
		if shares[key] == nil {
			shares[key] = &Share{File: r.File, Label: r.Label, As: r.From.String(), Attack: r.Attack}
		}
		of := shares[key]
		of.Found.Of++
		if v.Rules || v.Like {
			of.Found.Hits++
		}
		if v.Rules {
			of.Rules++
		}
		if v.Like {
			of.Likeness++
		}
	}
	s.Groups = len(groups)
	for _, one := range shares {
		one.Found = rates.NewRate(one.Found.Hits, one.Found.Of)
		s.Labels = append(s.Labels, *one)
	}
	slices.SortFunc(s.Labels, func(a, b Share) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Label, b.Label), cmp.Compare(a.As, b.As))
	})
	for _, system := range []struct {
		name  string
		score func(Verdict) (score float64, found bool)
	}{
		{"rules", func(v Verdict) (float64, bool) { return one(v.Rules), v.Rules }},
		{"likeness", func(v Verdict) (float64, bool) { return v.Likeness, v.Like }},
		{"both", func(v Verdict) (float64, bool) { return one(v.Rules) + v.Likeness, v.Rules || v.Like }},
	} {
		trials := make([]trial, len(rows))
		for i, r := range rows {
			trials[i].score, trials[i].found = system.score(verdicts[i])
			trials[i].attack, trials[i].group = r.Attack, groups[r.Group]
		}
		s.Systems = append(s.Systems, figures(system.name, trials, len(groups)))
	}
	return s
}

func one(is bool) float64 {
	if is {
		return 1
	}
	return 0
}
