package secret

import (
	"strings"

	"sluice/pkg/scan/rule"
)

// passphrases are passwords of several words, which elsewhere would be texts of a
// form: here the user's name was given just before.
func passphrases() []rule.Detector {
	return []rule.Detector{{
		Rule: "passphrase-behind-user", Type: rule.Secret, Score: 0.6, Fold: true, About: "password of several words, in quotes, behind the user's name", Validator: "both are given to their names, no placeholder",
		Literals: []string{"user =", "user=", "user:", `user":`, `user' =`, "username =", "username=", "username:", `username":`, "login =", "login=", `login":`},
		Pattern: `(?:[uU][sS][eE][rR](?:[nN][aA][mM][eE])?|[lL][oO][gG][iI][nN])["']?[ \t]{0,3}(?:=>|[=:])[ \t]{0,3}["'][\t !#-&(-~À-ɏ]{1,64}["'][\s,;]{1,40}["']?[A-Za-z_.]{0,16}?` +
			`[pP][aA][sS][sS](?:[wW][oO][rR][dD]|[pP][hH][rR][aA][sS][eE]|[wW][dD])?["']?[ \t]{0,3}(?:=>|[=:])[ \t]{0,3}["']([\t !#-&(-~À-ɏ]{2,48} [\t !#-&(-~À-ɏ]{2,48})["']`,
		Check: checkPassphrase, Revision: 1,
		Match:   []string{"user = 'Aladdin'\npassword = '«open sesame»'", `{"username": "jo", "password": "«correct horse battery staple»"}`},
		NoMatch: []string{"user = 'Aladdin'\npassword = 'Enter your password'", `{"username": "User name", "password": "must not be empty"}`, `{"user": "jo", "password": "{{ the pass }}"}`},
	}}
}

// checkPassphrase rejects what a form says about its fields.
func checkPassphrase(text string, m rule.Match) float64 {
	value := text[m.From:m.To]
	if rule.Placeholder(value) || strings.ContainsAny(value, "{}<>$():?") || strings.HasSuffix(value, ".") {
		return 0
	}
	for w := range strings.FieldsSeq(value) {
		if oneOf(w, "password", "your", "enter", "please", "the", "is", "must", "invalid", "required", "not", "and", "or", "a", "at", "least", "login", "user", "here", "new", "old", "confirm", "repeat", "should", "can", "be", "wrong", "incorrect") {
			return 0
		}
	}
	return 0.6
}
