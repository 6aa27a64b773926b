package secret

import "sluice/pkg/scan/rule"

// loginPairs are a user's name and a password behind a word for both.
func loginPairs() []rule.Detector {
	return []rule.Detector{{
		Rule: "login-pair", Type: rule.Secret, Score: 0.7, Fold: true, About: "user's name and password with a stroke or a colon between, behind a word for both", Validator: "marks or digits among letters in the second",
		Literals: []string{"login", "credentials", "creds", "user/pass", "username/password", "log in with", "user:pass"},
		Pattern: `(?:` + rule.EitherCI("login", "credentials", "creds", "user/pass", "username/password", "log in with", "user:pass") + `)(?: (?:are|is|with|as|for [A-Za-z0-9_.-]{1,32}))?[ \t]{0,2}[:=]?[ \t]{0,3}` +
			`["'\x60]?[A-Za-z][A-Za-z0-9_.@+-]{1,63}[ \t]{0,2}(?:/|:|//|\|)[ \t]{0,2}([!#-&(-+.0-:<-_a-{}~À-ɏ-]{8,64})`,
		Left: nameBytes, Check: strongScore(0.7), Revision: 1,
		Match:   []string{"login: jo / «Tr0ub4dor&3»", "credentials: admin / «S3cret!9»", "creds are admin:«s3cr3t9X»", "log in with jo/«Tr0ub4dor&3»", "user/pass: jo/«Tr0ub4dor&3»"},
		NoMatch: []string{"login/register2024", "credentials: see docs/install1", "login: jo / password", "creds: a/b", "login https://example.com/a1b2c3d4e5", "login: host:8080/path1x2"},
	}}
}
