package secret

import (
	"strings"

	"sluice/pkg/scan/rule"
)

// passwordCalls are passwords that a function or a setting of a build is given:
// .password("…"), setPassword('…'), storePassword "…".
func passwordCalls() []rule.Detector {
	return []rule.Detector{
		{
			Rule: "password-argument", Type: rule.Secret, Score: 0.65, Fold: true, About: "password as the argument of a function or a setting called after it", Validator: "quotes, a digit or a mark, no function that asks for a password",
			Literals: []string{`password("`, `password('`, `password "`, `password '`, `passwd("`, `passwd('`, `passphrase("`, `passphrase('`},
			Pattern:  `(?:` + rule.EitherCI("password", "passwd", "passphrase") + `)[( ]["']([!#-&(-~À-ɏ]{6,128})["']`,
			Check:    checkPasswordCall, Revision: 1,
			Match:   []string{`b.password("«s3cr3t9X»")`, `user.setPassword('«Summer-2024»');`, "storePassword '«s3cr3t9X»'", `  password "«hunter22!»"`, `withPassword("«Tr0ub4dor»")`},
			NoMatch: []string{`getPassword("db1")`, `getpassword("Enter1")`, `password("password")`, `password "SOME_PASSWORD"`, `checkPassword('user1x')`, `password('{{ pass1 }}')`, `the password "admin" is weak`, `label_password("form.password1")`},
		},
		{
			Rule: "keystore-password", Type: rule.Secret, Score: 0.8, About: "password of a Java key store on a command line", Validator: "no variable, no placeholder",
			Literals: []string{"storepass ", "keypass "},
			Pattern:  `(?:storepass|keypass)[ \t]{1,4}["']?([!#-&(-~À-ɏ]{4,128})`,
			Check:    chosenScore(0.8), Revision: 1,
			Match:   []string{"keytool -list -storepass «s3cr3t9X» -keystore k", "-srcstorepass '«t1ger9»'"},
			NoMatch: []string{"-storepass $PASS1", "-storepass <password>", "the storepass option", "-keypass changeit"},
		},
		{
			Rule: "auth-arguments", Type: rule.Secret, Score: 0.75, Fold: true, About: "user and password that a function is given", Validator: "two texts, a digit or a mark in the second",
			Literals: []string{"auth(", "auth=(", "auth = (", ".login(", "credential(", "credentials(", "authentication(", "authenticate("},
			Pattern: `(?:[aA][uU][tT][hH](?:[ ]?=[ ]?)?|\.[lL][oO][gG][iI][nN]|[cC][rR][eE][dD][eE][nN][tT][iI][aA][lL][sS]?|[aA][uU][tT][hH][eE][nN][tT][iI][cC][aA][tT](?:[iI][oO][nN]|[eE]))` +
				`\([ ]?["'][\t !#-&(-~À-ɏ]{1,64}["'],[ ]?["']([!#-&(-~À-ɏ]{4,128})["']`,
			Check: checkAuthArguments, Revision: 1,
			Match: []string{
				`requests.get(u, auth=("jo", "«S3cret!9»"))`, `HTTPBasicAuth('jo', '«s3cr3t9X»')`, `smtp.login("jo@example.com", "«s3cr3t9X»")`, `new NetworkCredential("jo", "«S3cret!9»")`,
				`r.SetBasicAuth("jo", "«t1gers99»")`,
			},
			NoMatch: []string{`auth("user", "password")`, `smtp.login("jo", "your_password_1")`, `setCredentials("Authorization", "Bearer")`, `auth(user, "x")`, `authenticate("local", "/login1")`, `.login("a", "{{p1}}")`},
		},
	}
}

// checkPasswordCall rejects functions that look a password up, ask for one, or
// check it, and names of fields.
func checkPasswordCall(text string, m rule.Match) float64 {
	s := text[m.From:m.To]
	k := rule.KindsOf(s)
	start := m.Start
	for start > 0 && m.Start-start < 32 && (wordBytes.Has(text[start-1])) {
		start--
	}
	name := strings.ToLower(text[start:m.Start])
	for _, w := range []string{"get", "find", "read", "ask", "prompt", "check", "valid", "verify", "hash", "forgot", "reset", "label", "confirm", "is", "has", "gen", "input", "enter", "show", "lookup", "compare", "the"} {
		if strings.HasPrefix(name, w) {
			return 0
		}
	}
	if rule.Placeholder(s) || rule.Expression(s) || rule.Worded(s) && k.Digit == 0 || k.Digit+k.Other == 0 || k.Letters() == 0 || strings.ContainsAny(s, "/{}<>(") || k.Digit == 0 && k.Upper+k.Lower < 6 {
		return 0
	}
	return 0.65
}

func checkAuthArguments(text string, m rule.Match) float64 {
	s := text[m.From:m.To]
	k := rule.KindsOf(s)
	if rule.Placeholder(s) || rule.Expression(s) || k.Digit+k.Other == 0 || k.Letters() == 0 || len(s) < 6 || strings.ContainsAny(s, "/{}<>(:;") || k.Digit == 0 && k.Mark > 0 || strings.Contains(s, "@") && strings.Contains(s, ".") {
		return 0
	}
	return 0.75
}
