package main

import (
	"sluice/pkg/scan"
	"sluice/pkg/scan/evaluate"
	"sluice/pkg/scan/names"
)

// learnedNote is said with every figure of the tagger.
const learnedNote = "The learned tagger was trained on most templates of presidio-research's synth_v2: what stands here for learned types on that file is no test figure. docs/model-cards/names.md has the one on templates kept aside."

// learnedTagger finds PERSON, LOCATION and ORGANIZATION for `eval pii --learned`.
func learnedTagger() evaluate.Finder {
	t := names.New()
	return func(text string) []scan.Finding {
		var found []scan.Finding
		for _, s := range t.Find(text, nil) {
			found = append(found, scan.Finding{Type: scan.Type(s.Kind.String()), Rule: t.Name(), Start: s.Start, End: s.End, Score: s.Score})
		}
		return found
	}
}
