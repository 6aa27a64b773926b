// Package convert makes detectors of Sluice from gitleaks' own rules: the same
// expressions, keywords, entropy and allow-lists, so that the two engines can
// be compared on equal work. It takes the rules from gitleaks' configuration
// at run time; none is copied here.
//
// A rule is turned into a detector that is woken by a literal which stands in
// every match of its expression, and that then tries the expression, anchored,
// at the places where a match with that literal can begin. A stream needs more
// than that of a detector (how much it must hold back): these are for whole
// texts only.
package convert

import (
	"fmt"
	"slices"
	"strings"

	"github.com/zricethezav/gitleaks/v8/config"

	"sluice/pkg/scan/rule"
)

// Skipped is a rule that no detector was made of.
type Skipped struct {
	Rule string `json:"rule"`
	Why  string `json:"why"`
}

// Detectors converts all rules of c that apply to a text without a path.
func Detectors(c config.Config) (out []rule.Detector, skipped []Skipped, err error) {
	for _, id := range c.OrderedRules {
		r := c.Rules[id]
		switch {
		case r.Regex == nil:
			skipped = append(skipped, Skipped{id, "looks at the path of a file only"})
			continue
		case r.Path != nil && !r.Path.MatchString(""):
			skipped = append(skipped, Skipped{id, "only in files of a certain path"})
			continue
		}
		plans, err := newPlans(r.Regex.String())
		if err != nil {
			return nil, nil, fmt.Errorf("converting rule %s: %w", id, err)
		}
		if slices.ContainsFunc(plans, func(p *plan) bool { return len(p.literals) == 0 }) {
			skipped = append(skipped, Skipped{id, "no literal stands in every match"})
			continue
		}
		j := judge{rule: r, lists: slices.Concat(c.Allowlists, r.Allowlists)}
		for n, p := range plans {
			out = append(out, detector(detectorID(id, n), p, j))
		}
	}
	return out, skipped, nil
}

// detectorID names the detectors of a rule whose expression has alternatives.
func detectorID(rule string, n int) string {
	if n == 0 {
		return strings.ToLower(rule)
	}
	return fmt.Sprintf("%s-or-%d", strings.ToLower(rule), n+1)
}

func detector(id string, p *plan, j judge) rule.Detector {
	return rule.Detector{
		Rule: id, Type: rule.Secret,
		Literals: p.literals, Fold: p.fold,
		Find: func(text string, at, end int) (start, stop int, score float64) {
			from, to, ok := p.find(text, at)
			if !ok {
				return 0, 0, 0
			}
			return j.judge(text, from, to)
		},
		Hold: rule.Hold{Ends: func(string, int, *rule.Progress) bool { return true }},
	}
}
