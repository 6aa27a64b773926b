package secret

import (
	"strings"

	"sluice/pkg/scan/rule"
)

// issued is a token that its service issues in one form: a prefix of its own and a
// body of known length.
type issued struct {
	Rule, About, Prefix string
	Body                string // RE2 of what follows, without groups
	Sample              string // a made-up body
	Check               func(body string) float64
}

func (i issued) detector() rule.Detector {
	validator := ""
	if i.Check != nil {
		validator = "letters and digits as drawn ones have them"
	}
	return prefixed{
		Rule: i.Rule, About: i.About, Prefixes: []string{i.Prefix}, Body: i.Body, Left: alnum, Right: wordBytes, Check: i.Check, Validator: validator,
		Match:   []string{"they sent «" + i.Prefix + i.Sample + "», today", `token = "«` + i.Prefix + i.Sample + `»"`},
		NoMatch: []string{i.Prefix, i.Prefix + "your_token_here", i.Prefix + i.Sample[:len(i.Sample)/3], i.Prefix + strings.Repeat("x", len(i.Sample)), "x" + i.Prefix + i.Sample},
	}.detector()
}

// issuedAll makes a detector of each.
func issuedAll(all []issued) []rule.Detector {
	out := make([]rule.Detector, len(all))
	for i, s := range all {
		out[i] = s.detector()
	}
	return out
}
