package secret

import (
	"strings"

	"sluice/pkg/scan/rule"
)

// named is a secret that looks like any other random text: what tells it is the
// provider's name before it, in a name that it is given to. DATADOG_API_KEY=…,
// "datadogApiKey": "…", datadog key is ….
type named struct {
	Rule, About string
	Words       []string // lower case; one stands in the name, with anything of a name around it
	Value       string   // RE2 of the value, without groups, of at most 2 KiB
	Bits        float64  // least entropy of the value, bits a byte; 0 means 2.8
	Score       float64  // 0 means 0.85
	Check       func(value string) bool

	Match, NoMatch []string
}

// between is what may stand between a provider's word and the value.
const between = "(?:" + written + "|" + spoken + ")"

// written is the rest of the name, what closes it, a separator, and what opens
// the value.
const written = `[ \t\w.-]{0,40}?["'\x60\\\])]{0,4}[ \t]{0,8}(?::=|=>|->|\|\||\?=|==?=?|[:>,(]|[iI][sS][ \t])[ \t\r\n]{0,8}\\{0,2}["'\x60(\[]{0,2}(?:[Bb]earer |[Tt]oken |[Bb]asic )?`

// spoken is a word for a credential, and a blank or a dash before the value.
const spoken = spokenWord + `[ \t-]["'\x60]?`

const spokenWord = `[ \t\w.-]{0,32}?(?:[kK][eE][yY]|[tT][oO][kK][eE][nN]|[sS][eE][cC][rR][eE][tT]|[pP][rR][iI][vV][aA][tT][eE]|[aA][cC][cC][eE][sS][sS])`

// before is what stands between a name and a value of that form. Behind a dash
// no value is sought that may have dashes: there would be too many beginnings
// to keep count of.
func before(value string) string {
	if strings.Contains(value, "-]") {
		return "(?:" + written + "|" + spokenWord + `[ \t]["'\x60]?)`
	}
	return between
}

// tokenBytes may not follow a value: it would be the beginning of a longer one.
var tokenBytes = rule.Bytes("A-Za-z0-9_+/-")

func (n named) detector() rule.Detector {
	bits, score := n.Bits, n.Score
	if bits == 0 {
		bits = 2.8
	}
	if score == 0 {
		score = 0.85
	}
	words := make([]string, len(n.Words))
	copy(words, n.Words)
	check := n.Check
	return rule.Detector{
		Rule: n.Rule, Type: rule.Secret, Score: score, About: n.About, Validator: "the provider's name before it, entropy",
		Literals: n.Words, Fold: true,
		Pattern: rule.EitherCI(words...) + before(n.Value) + "(" + n.Value + ")", Right: tokenBytes,
		Check: func(text string, m rule.Match) float64 {
			value := text[m.From:m.To]
			if rule.Entropy(value) < bits || rule.Placeholder(value) || digestNamed(text[m.Start:m.From]) || oneWord(value) || check != nil && !check(value) {
				return 0
			}
			return score
		},
		Revision: 1, Match: n.Match, NoMatch: n.NoMatch,
	}
}

// digestNamed says whether a name speaks of a hash, an id or a version, and of
// no key: datadog_sha256: …
func digestNamed(name string) bool {
	name = strings.ToLower(name)
	for _, w := range []string{"key", "token", "secret", "pass", "auth", "cred", "pat", "api"} {
		if strings.Contains(name, w) {
			return false
		}
	}
	for _, w := range []string{"sha", "md5", "digest", "checksum", "commit", "hash", "uuid", "guid", "version", "integrity", "revision", "etag", "_id", "-id", ".id", "id="} {
		if strings.Contains(name, w) {
			return true
		}
	}
	return false
}

// oneWord says whether a value is letters of one case and no digit, as words
// are and random texts of that length are not.
func oneWord(v string) bool {
	k := rule.KindsOf(v)
	return k.Digit == 0 && (k.Upper == 0 || k.Lower == 0)
}
