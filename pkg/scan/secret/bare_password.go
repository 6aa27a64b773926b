package secret

import "sluice/pkg/scan/rule"

// barePasswords are passwords that a sentence gives, without a sign between the
// word and them.
func barePasswords() []rule.Detector {
	return []rule.Detector{
		{
			Rule: "bare-password", Type: rule.Secret, Score: 0.6, Fold: true, About: "strong password directly behind the word for one", Validator: "marks or digits among letters, no address",
			Literals: []string{"password", "passwd", "pwd", "passphrase", "passcode"},
			Pattern:  rule.EitherCI("password", "passwd", "pwd", "passphrase", "passcode") + `[ \t]{1,3}([A-Za-z0-9][^\s"'\x60]{7,63})`,
			Left:     nameBytes, Check: strongScore(0.6), Revision: 1,
			Match:   []string{"pwd «Tr0ub4dor&3»", "password\t«Tr0ub4dor&3»", "ssh jo@10.0.0.4 password «s3cr3t9X»"},
			NoMatch: []string{"password SHA256", "password utf8mb4 hash", "password manager2go", "password jo@example1.com", "pwd /home/jo1", "password hash(1)", "passwd ${PASS1}!"},
		},
		{
			Rule: "changed-password", Type: rule.Secret, Score: 0.6, Fold: true, About: "password that a sentence says was set", Validator: "marks or digits among letters, no address",
			Literals: []string{"password"},
			Pattern: rule.CI("password") + `(?: for [A-Za-z0-9_.@-]{1,32})?[ \t](?:` + rule.EitherCI("was", "has been", "is", "will be", "now") + `[ \t])?` +
				rule.EitherCI("changed", "set", "reset", "updated", "now") + `(?:[ \t]` + rule.EitherCI("to", "as") + `)?[ \t:]{1,3}["'\x60]?([A-Za-z0-9][^\s"'\x60]{7,63})`,
			Left: nameBytes, Check: strongScore(0.6), Revision: 1,
			Match:   []string{"the admin password was changed to «S3cret!9»", "password for jo has been reset to «Tr0ub4dor&3»"},
			NoMatch: []string{"the password was changed to SHA256", "the password was reset to defaults", "password set to <new-pass1!>", "password is set to expire2 days"},
		},
		{
			Rule: "used-password", Type: rule.Secret, Score: 0.55, Fold: true, About: "password that a sentence calls one behind it", Validator: "marks or digits among letters, no address",
			Literals: []string{"as the password", "as password", "is the password", "as your password", "as my password", "is my password"},
			Find:     findUsedPassword, Revision: 1, Hold: rule.Hold{Reach: `[dD]`, Back: backWord, Most: 72},
			Match:   []string{"use «S3cret!9» as the password", "'«Tr0ub4dor&3»' is my password"},
			NoMatch: []string{"use it as the password", "use SHA256 as the password hash", "jo@example1.com is the password's owner"},
		},
	}
}

// backWord returns where the word before at begins.
func backWord(text string, at int) int {
	start := at
	for start > 0 && at-start < 3 && !usedBytes.Has(text[start-1]) {
		start--
	}
	for start > 0 && at-start < 72 && usedBytes.Has(text[start-1]) {
		start--
	}
	return start
}

var usedBytes = rule.Bytes("!-&(-_a-~")

func findUsedPassword(text string, at, _ int) (int, int, float64) {
	stop := at
	for stop > 0 && at-stop < 3 && (rule.IsBlank(text[stop-1]) || text[stop-1] == '"' || text[stop-1] == '\'' || text[stop-1] == '`') {
		stop--
	}
	start := stop
	for start > 0 && at-start < 72 && usedBytes.Has(text[start-1]) {
		start--
	}
	if stop == at || !strongPassword(text[start:stop]) {
		return 0, 0, 0
	}
	return start, stop, 0.55
}
