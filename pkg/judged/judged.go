// Package judged evaluates classifiers of text against labelled rows: how well their
// scores part the rows that are unsafe from those that are not, what a threshold makes
// of them, and how far a score may be read as a probability.
//
// It reads rows and counts. It opens no file, asks no classifier and gives out no text
// of a set. A row without a verdict is counted apart: it is neither a hit nor a pass.
package judged

import "time"

// Row is one labelled text.
type Row struct {
	Text   string
	Prompt string // that the text answers, where the set has it
	Label  bool   // unsafe, or whatever the set looks for
	Source string // the set, or the part of it that the row is from
	Group  string // rows that are alike, such as those of one template; "" is a row of its own

	// Categories says of codes such as S1 whether the row has them. Of others nobody
	// knows where Open is set; else the row has none of them.
	Categories map[string]bool
	Open       bool
}

// has says whether a row has a category, and whether anybody knows. "" is the label.
func (r Row) has(code string) (yes, known bool) {
	if code == "" {
		return r.Label, true
	}
	yes, known = r.Categories[code]
	return yes, known || !r.Open
}

// Verdict is what a classifier said of a row.
type Verdict struct {
	Score      float64            // that it is unsafe, from 0 to 1
	Categories map[string]float64 // the same by code, as far as it named any
	Failed     string             // kind of the error where there is no verdict
	Took       time.Duration
}

// of is the score of a category; "" is all of them. A hazard of which no category was
// named may be any. Of a category that was not named beside others nothing was said.
func (v Verdict) of(code string) float64 {
	if code == "" || len(v.Categories) == 0 {
		return v.Score
	}
	return v.Categories[code]
}
