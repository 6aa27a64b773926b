package secret

import (
	"strings"

	"sluice/pkg/scan/rule"
)

// appPasswords are the passwords of four groups of four small letters that Apple
// and Google make for programs that cannot ask for a second factor.
func appPasswords() []rule.Detector {
	return []rule.Detector{{
		Rule: "wordpress-application-password", Type: rule.Secret, Score: 0.8, Fold: true, About: "application password of WordPress: six groups of four", Validator: "capitals, small letters and digits",
		Literals: []string{"password", "_pass"},
		Pattern:  `(?:` + rule.EitherCI("password", "_pass") + `)["'\x60]?[ \t]{0,3}[:= ][ \t]{0,3}["'\x60]?([A-Za-z0-9]{4}(?: [A-Za-z0-9]{4}){5})`,
		Right:    nameBytes, Check: checkGroups, Revision: 1,
		Match:   []string{"application password: «XH2g BxCg orOJ jNkj Xusl pgXt»", `WP_APP_PASSWORD="«a1Bc D2ef 3Ghi Jk4l mN5o Pq6R»"`},
		NoMatch: []string{"password: this must have been very good", "password: XH2g BxCg orOJ", "password: 1111 2222 3333 4444 5555 6666"},
	}, {
		Rule: "app-specific-password", Type: rule.Secret, Score: 0.85, Fold: true, About: "app-specific password of Apple or app password of Google", Validator: "four groups of four letters, no words",
		Literals: []string{"password", "passwd", "passcode", "_pass", "app-specific"},
		Pattern:  `(?:` + rule.EitherCI("password", "passwd", "passcode", "_pass", "app-specific") + `)["'\x60]?(?:[ \t]{0,3}[:=][ \t]{0,3}|[ \t]is[ \t]|[ \t]{1,2})["'\x60]?([a-z]{4}(?:-[a-z]{4}){3}|[a-z]{4}(?: [a-z]{4}){3})`,
		Right:    nameBytes, Check: checkAppPassword, Revision: 1,
		Match:   []string{"FASTLANE_PASSWORD=«qwkz-mbfh-xjpn-tdvr»", "app-specific password: «qwkz-mbfh-xjpn-tdvr»", "gmail app password: «qwkz mbfh xjpn tdvr»"},
		NoMatch: []string{"password: this must have been", "password: abcd-efgh", "password is the same with that", "password: xxxx-xxxx-xxxx-xxxx"},
	}}
}

// checkGroups wants what random letters of both cases and digits have.
func checkGroups(text string, m rule.Match) float64 {
	k := rule.KindsOf(text[m.From:m.To])
	if k.Digit == 0 || k.Upper < 3 || k.Lower < 3 {
		return 0
	}
	return 0.8
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
