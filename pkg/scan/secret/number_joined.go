package secret

import (
	"strings"

	"sluice/pkg/scan/rule"
)

// numberJoined are tokens that begin with the number of an account or an
// application, which a sign joins to what is secret.
func numberJoined() []rule.Detector {
	return []rule.Detector{{
		Rule: "number-joined-token", Type: rule.Secret, Score: 0.8, About: "token behind the number of its account: of Canvas, Facebook applications, UptimeRobot, Transifex", Validator: "the sign, the body's alphabet and length, entropy",
		Digits: true, Find: findNumberJoined, Revision: 1,
		Hold:    rule.Hold{Reach: `[0-9]{1,20}[~|/-][A-Za-z0-9_-]{24,80}`, After: 1, Back: rule.BackRun(alnum, 2), Most: 2},
		Match:   []string{"CANVAS=«8581~ZDH59wKQJORHG0hgq1JzIVOEIqMgelr663x65crzKQY2D8TZFauPxuPWLQKRwmuf»", "«692823593065519|SdIy_4SwJuvUWPufCFBlLTN0Uri»", "«ur4478265-402bc484c268afba98466d46»", "TX_TOKEN=«1/35c894a935ecf7de9d075203cab10a929b8b4ca6»"},
		NoMatch: []string{"8581~ZDH59wKQJORH", "1/2", "v1/35c894a935ecf7de9d075203cab10a929b8b4ca6", "x4478265-402bc484c268afba98466d46", "123456789012345|and so on", "2024-01-01"},
	}}
}

func findNumberJoined(text string, at, end int) (int, int, float64) {
	if end >= len(text) || end-at > 20 {
		return 0, 0, 0
	}
	start, digits := at, end-at
	stop := dashedBytes.Run(text, end+1, 81)
	body := text[end+1 : stop]
	switch {
	case len(body) < 24 || len(body) > 80:
		return 0, 0, 0
	case text[end] == '~' && digits <= 5 && len(body) == 64 && bothCases(body):
	case text[end] == '|' && digits >= 13 && digits <= 17 && len(body) == 27 && bothCases(body):
	case text[end] == '/' && text[at:end] == "1" && len(body) == 40 && isDigest(body) && rule.Entropy(body) > 3:
	case text[end] == '-' && digits >= 6 && digits <= 9 && (len(body) == 24 || len(body) == 32) && isDigest(body) && rule.Entropy(body) > 3:
		for start > 0 && at-start < 2 && strings.IndexByte("umr", text[start-1]) >= 0 {
			start--
		}
		if start == at {
			return 0, 0, 0
		}
	default:
		return 0, 0, 0
	}
	if start > 0 && (nameBytes.Has(text[start-1]) || text[start-1] == '.' || text[start-1] == '/') {
		return 0, 0, 0
	}
	return start, stop, 0.8
}
