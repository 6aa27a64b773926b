package secret

import (
	"regexp"
	"strings"

	"sluice/pkg/scan/rule"
)

// prefixed is a secret that its provider begins with letters of its own, so that
// nothing else needs to stand near it.
type prefixed struct {
	Rule, About string
	Prefixes    []string                  // as written; three bytes and more, or Left must keep words out
	Body        string                    // RE2 of what follows, without groups
	Bits        float64                   // least entropy of what follows the prefix, bits a byte; 0 means 2.5
	Score       float64                   // 0 means 0.95
	Left, Right *rule.Class               // bytes that must not stand before and after
	Check       func(body string) float64 // score of what follows the prefix, 0 to reject it; nil means Score
	Validator   string                    // what Check checks, in words

	Match, NoMatch []string
}

func (p prefixed) detector() rule.Detector {
	bits, score := p.Bits, p.Score
	if bits == 0 {
		bits = 2.5
	}
	if score == 0 {
		score = 0.95
	}
	quoted := make([]string, len(p.Prefixes))
	for i, x := range p.Prefixes {
		quoted[i] = regexp.QuoteMeta(x)
	}
	validator := "prefix, entropy"
	if p.Validator != "" {
		validator += ", " + p.Validator
	}
	prefixes, check := p.Prefixes, p.Check
	return rule.Detector{
		Rule: p.Rule, Type: rule.Secret, Score: score, About: p.About, Validator: validator, Joins: true,
		Literals: p.Prefixes, Pattern: "(?:" + strings.Join(quoted, "|") + ")" + p.Body, Left: p.Left, Right: p.Right,
		Check: func(text string, m rule.Match) float64 {
			body := text[m.From:m.To]
			for _, x := range prefixes {
				if rest, ok := strings.CutPrefix(body, x); ok {
					body = rest
					break
				}
			}
			if rule.Entropy(head(body)) < bits {
				return 0
			}
			if check != nil {
				return check(body)
			}
			return score
		},
		Revision: 2, Match: p.Match, NoMatch: p.NoMatch,
	}
}
