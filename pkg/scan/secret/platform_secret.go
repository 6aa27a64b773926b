package secret

import "sluice/pkg/scan/rule"

// platformSecrets are secrets in the configuration of frameworks and systems,
// in forms of their own.
func platformSecrets() []rule.Detector {
	return []rule.Detector{
		{
			Rule: "django-secret-key", Type: rule.Secret, Score: 0.85, About: "SECRET_KEY of Django or Flask with marks in it", Validator: "quotes, entropy",
			Literals: []string{"SECRET_KEY", "secret_key"},
			Pattern:  `(?:SECRET_KEY|secret_key)["'\]]{0,2}[ \t]{0,3}(?::[ \t]?str[ \t])?[=:][ \t]{0,3}[rb]?["']([!#-&(-~À-ɏ]{32,128})["']`,
			Check:    rule.Random(0, 4, 0.85), Revision: 1,
			Match:   []string{"SECRET_KEY = '«5lzd0$yq8ma2p^^kf(o+0**uf7q@l6%w0+z!i@j9hy#y_-w^fr»'", `app.config['SECRET_KEY'] = "«5lzd0$yq8ma2p^^kf(o+0**uf7q@l6%w0+z!i@j9hy»"`},
			NoMatch: []string{`SECRET_KEY = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"`, "SECRET_KEY = os.environ['SECRET_KEY_OF_THE_APP_IN_PRODUCTION']", `SECRET_KEY = "change-me"`},
		},
		{
			Rule: "ldap-password-hash", Type: rule.Secret, Score: 0.9, About: "password hash of LDAP (RFC 2307)", Validator: "scheme and length",
			Literals: []string{"{SSHA}", "{SHA}", "{SMD5}", "{SSHA256}", "{SSHA384}", "{SSHA512}", "{PBKDF2", "{CRYPT}$"},
			Pattern:  `\{(?:SSHA(?:256|384|512)?|SHA|SMD5|PBKDF2(?:-SHA(?:1|256|512))?|CRYPT)\}[A-Za-z0-9+/$.]{24,200}={0,2}`,
			Check:    rule.Random(6, 3.5, 0.9), Revision: 1,
			Match:   []string{"userPassword: «{SSHA}0a1B2c3D4e5F6g7H8i9J0kLmNoPqRsTu»", "«{PBKDF2}mBvZEsS8vFs0dhG/32KoJb6kHBYAF1q1FRv5UsOZVzWG+iKD9UwT7g==»"},
			NoMatch: []string{"{SSHA}", "{SHA}xxxxxxxxxxxxxxxxxxxxxxxxxxxx", "{CRYPT}$1"},
		},
		{
			Rule: "windows-setup-password", Type: rule.Secret, Score: 0.85, Fold: true, About: "password in an answer file of Windows' setup", Validator: "the elements around it",
			Literals: []string{"password><value>", "password>\n", "password>\r"},
			Pattern:  `[pP][aA][sS][sS][wW][oO][rR][dD]>\s{0,40}<[vV][aA][lL][uU][eE]>([!-;=-~À-ɏ]{4,256})</`,
			Check:    notPlaceholder, Revision: 1,
			Match:   []string{"<Password><Value>«UABhAHMAcwB3ADAAcgBkAA==»</Value><PlainText>false</PlainText></Password>", "<AdministratorPassword>\n  <Value>«Summer2024!»</Value>"},
			NoMatch: []string{"<Password><Value></Value>", "<Password><Value>{{pass}}</Value>", "<password>\n</password>"},
		},
		{
			Rule: "jenkins-encrypted-secret", Type: rule.Secret, Score: 0.85, About: "secret that Jenkins wrote with its master key", Validator: "its first bytes, entropy",
			Literals: []string{"{AQAAABAAAA"},
			Pattern:  `\{AQAAABAAAA[A-Za-z0-9+/]{20,1000}={0,2}\}`,
			Check:    rule.Random(11, 3.5, 0.85), Revision: 1,
			Match:   []string{"<password>«{AQAAABAAAAAQjtrQFg4E+gzuDxA5RfEXUGr0D1YemmaEwOjgED8vSSU=}»</password>"},
			NoMatch: []string{"{AQAAABAAAA}", "AQAAABAAAAAQjtrQFg4E+gzuDxA5RfEXUGr0D1YemmaE"},
		},
		{
			Rule: "putty-private-key", Type: rule.Secret, Score: 0.95, About: "private key in PuTTY's format", Validator: "its private lines",
			Literals: []string{"Private-Lines: "},
			Pattern:  `Private-Lines: [0-9]{1,3}\r?\n([A-Za-z0-9+/=\r\n]{32,1000})`,
			Check:    rule.Random(0, 3.5, 0.95), Revision: 1,
			Match:   []string{"PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nPrivate-Lines: 1\n«AAAAIEx4bXBsZUV4YW1wbGVFeGFtcGxlMDEyMzQ1Njc4OQ==»"},
			NoMatch: []string{"Private-Lines: 14", "Private-Lines: 1\nshort"},
		},
		{
			Rule: "software-licence-key", Type: rule.Secret, Score: 0.6, Fold: true, About: "licence or product key in groups of capitals and digits", Validator: "four groups and more, digits and letters",
			Literals: []string{"license", "licence", "product key", "product_key", "serial key", "serial number", "activation key", "activation code", "productkey"},
			Pattern: `(?:` + rule.EitherCI("license", "licence", "product", "serial", "activation") + `)[ _-]?(?:` + rule.EitherCI("key", "code", "number") + `)?["'\x60]{0,2}[ \t]{0,3}(?:[:=]|is|->)[ \t]{0,3}["'\x60]?` +
				`([A-Z0-9]{4,8}(?:-[A-Z0-9]{4,8}){3,7})`,
			Right: nameBytes, Check: checkLicence, Revision: 1,
			Match:   []string{"license key: «AGAQT-C0MFH-Z2IXD-TJYJ6»", "Product Key = «W269N-WFGWX-YVC9B-4J6C9-T83GX»"},
			NoMatch: []string{"license key: XXXXX-XXXXX-XXXXX-XXXXX", "licence: MIT", "license: 2024-2025-2026-2027", "serial number: ABCD-EFGH"},
		},
	}
}

func checkLicence(text string, m rule.Match) float64 {
	s := text[m.From:m.To]
	k := rule.KindsOf(s)
	if rule.Placeholder(s) || k.Digit < 3 || k.Letters() < 4 || rule.Entropy(s) < 3 {
		return 0
	}
	return 0.6
}
