package secret

import (
	"strings"

	"sluice/pkg/scan/rule"
)

// appPasswords are the passwords of four groups of four small letters that Apple
// and Google make for programs that cannot ask for a second factor.
func appPasswords() []rule.Detector {
	return []rule.Detector{{
		Rule: "app-specific-password", Type: rule.Secret, Score: 0.85, Fold: true, About: "app-specific password of Apple or app password of Google", Validator: "four groups of four letters, no words",
		Literals: []string{"password", "passwd", "passcode", "_pass", "app-specific"},
		Pattern:  `(?:` + rule.EitherCI("password", "passwd", "passcode", "_pass", "app-specific") + `)["'\x60]?(?:[ \t]{0,3}[:=][ \t]{0,3}|[ \t]is[ \t]|[ \t]{1,2})["'\x60]?([a-z]{4}(?:-[a-z]{4}){3}|[a-z]{4}(?: [a-z]{4}){3})`,
		Right:    nameBytes, Check: checkAppPassword, Revision: 1,
		Match:   []string{"FASTLANE_PASSWORD=«qwkz-mbfh-xjpn-tdvr»", "app-specific password: «qwkz-mbfh-xjpn-tdvr»", "gmail app password: «qwkz mbfh xjpn tdvr»"},
		NoMatch: []string{"password: this must have been", "password: abcd-efgh", "password is the same with that", "password: xxxx-xxxx-xxxx-xxxx"},
	}}
}

// checkAppPassword wants letters that make no words: in each group of a sentence
// stands a vowel, and in at least one of a drawn password none.
func checkAppPassword(text string, m rule.Match) float64 {
	value := text[m.From:m.To]
	if rule.Placeholder(value) || rule.Entropy(value) < 3 {
		return 0
	}
	without := 0
	for _, group := range strings.FieldsFunc(value, func(r rune) bool { return r == ' ' || r == '-' }) {
		if !strings.ContainsAny(group, "aeiouy") {
			without++
		}
	}
	if without == 0 && strings.Contains(value, " ") {
		return 0
	}
	return 0.85
}
