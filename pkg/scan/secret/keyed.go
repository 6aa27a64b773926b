package secret

import (
	"sluice/pkg/scan/rule"
)

// keyed is a secret of a provider whose name is an ordinary word, such as box or
// column: only a word for a credential directly behind it makes it the name of a
// key. COLUMN_KEY=…, box token ….
type keyed struct {
	Rule, About string
	Name        string // lower case
	Value       string // RE2 of the value, without groups, of at most 2 KiB
	Bits        float64

	Match, NoMatch []string
}

func (k keyed) detector() rule.Detector {
	var words []string
	for _, gap := range []string{"", "_", "-", " ", "."} {
		for _, w := range []string{"key", "token", "secret", "api", "access", "private"} {
			words = append(words, k.Name+gap+w)
		}
	}
	d := named{Rule: k.Rule, About: k.About, Words: words, Value: k.Value, Bits: k.Bits, Match: k.Match, NoMatch: k.NoMatch}.detector()
	d.Pattern = rule.CI(k.Name) + "[-_ .]?" + rule.EitherCI("key", "token", "secret", "api", "access", "private") +
		"(?:" + written + "|" + spoken + `|["'\x60]?[ \t-]{1,4}["'\x60]?)(` + k.Value + ")"
	d.Left = rule.Bytes("A-Za-z0-9")
	return d
}

// random says whether a value that may have dashes and dots looks drawn, and is
// no name of words put together.
func random(value string) bool {
	return rule.KindsOf(value).Digit > 1 && !rule.Worded(value)
}
