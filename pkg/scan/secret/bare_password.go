package secret

import "sluice/pkg/scan/rule"

// barePasswords are passwords that a sentence gives, without a sign between the
// word and them.
func barePasswords() []rule.Detector {
	return []rule.Detector{
		{
			Rule: "bare-password", Type: rule.Secret, Score: 0.6, Fold: true, About: "strong password directly behind the word for one", Validator: "marks or digits among letters, no address",
			Literals: []string{"password", "passwd", "pwd", "passphrase", "passcode"},
			Pattern:  rule.EitherCI("password", "passwd", "pwd", "passphrase", "passcode") + `[ \t]{1,3}([A-Za-z0-9][!#-&(-_a-~À-ɏ]{7,63})`,
			Left:     nameBytes, Check: strongScore(0.6), Revision: 1,
			Match:   []string{"pwd «Tr0ub4dor&3»", "password\t«Tr0ub4dor&3»", "ssh jo@10.0.0.4 password «s3cr3t9X»"},
			NoMatch: []string{"password SHA256", "password utf8mb4 hash", "password manager2go", "password jo@example1.com", "pwd /home/jo1", "password hash(1)", "passwd ${PASS1}!"},
		},
		{
			Rule: "changed-password", Type: rule.Secret, Score: 0.6, Fold: true, About: "password that a sentence says was set", Validator: "marks or digits among letters, no address",
			Literals: []string{"password"},
			Pattern: rule.CI("password") + `(?: for [A-Za-z0-9_.@-]{1,32})?[ \t](?:` + rule.EitherCI("was", "has been", "is", "will be", "now") + `[ \t])?` +
				rule.EitherCI("changed", "set", "reset", "updated", "now") + `(?:[ \t]` + rule.EitherCI("to", "as") + `)?[ \t:]{1,3}["'\x60]?([A-Za-z0-9][!#-&(-_a-~À-ɏ]{7,63})`,
			Left: nameBytes, Check: strongScore(0.6), Revision: 1,
			Match:   []string{"the admin password was changed to «S3cret!9»", "password for jo has been reset to «Tr0ub4dor&3»"},
			NoMatch: []string{"the password was changed to SHA256", "the password was reset to defaults", "password set to <new-pass1!>", "password is set to expire2 days"},
		},
	}
}
