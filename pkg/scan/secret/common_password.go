package secret

import "sluice/pkg/scan/rule"

// commonPasswords are the words that lists of leaked passwords begin with, with
// the number that people add: alone they are words, together nothing else.
func commonPasswords() []rule.Detector {
	return []rule.Detector{{
		Rule: "common-password", Type: rule.Secret, Score: 0.5, Fold: true, About: "one of the most common passwords and a number, wherever it stands", Validator: "the number, nothing of a name around it",
		Literals: []string{"password", "passw0rd", "p@ssw0rd", "p@ssword", "pa55word", "pa$$w0rd", "letmein", "qwerty", "iloveyou", "trustno"},
		Find:     findCommonPassword, Revision: 1, Hold: rule.Hold{Reach: `[a-zA-Z][0-9]{1,6}[!@#$]?`, After: 2},
		Match:   []string{"try «password123»", "«P@ssw0rd2024!»", "log in with «letmein42».", "«Qwerty456»"},
		NoMatch: []string{"password1", "password2 := readPassword()", "my_password123", "password123 = input()", "qwerty", "the password 123", "password12345678", "password123: the third field", "qwertyuiop12"},
	}}
}

func findCommonPassword(text string, at, end int) (int, int, float64) {
	if at > 0 && (wordBytes.Has(text[at-1]) || text[at-1] == '.' || text[at-1] == '$' || text[at-1] == '-' || text[at-1] == '@') {
		return 0, 0, 0
	}
	stop := digitBytes.Run(text, end, 7)
	if stop-end < 2 || stop-end > 6 {
		return 0, 0, 0
	}
	if stop < len(text) && (text[stop] == '!' || text[stop] == '@' || text[stop] == '#' || text[stop] == '$') {
		stop++
	}
	for i := stop; i < len(text) && i < stop+2; i++ {
		switch c := text[i]; {
		case c == ' ':
			continue
		case c == '=' || c == ':' || c == '(' || i == stop && (c == '_' || c == '-' || c == '@' || rule.IsAlnum(c)):
			return 0, 0, 0
		}
		break
	}
	return at, stop, 0.5
}

var digitBytes = rule.Bytes("0-9")
