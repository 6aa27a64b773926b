package secret

import "sluice/pkg/scan/rule"

// toldPasswords are passwords that a sentence tells in other ways than is and a colon.
func toldPasswords() []rule.Detector {
	return []rule.Detector{
		{
			Rule: "told-password", Type: rule.Secret, Score: 0.6, Fold: true, About: "password that a sentence tells: password for jo is, set the password to", Validator: "digits or marks among letters, no address",
			Literals: []string{"password for ", "pw for ", "passwd for ", "passphrase for ", "password to ", "pw to ", "passwd to ", "passphrase to "},
			Pattern:  `(?:` + rule.EitherCI("password", "passwd", "passphrase", "pw") + `) (?:[fF][oO][rR] [A-Za-z0-9_.@'/:-]{1,64}(?: [A-Za-z0-9_.@'-]{1,32}){0,3}(?: [iI][sS]|:|=) {1,2}|[tT][oO] {1,2})["'\x60]?([A-Za-z0-9!#$%&*+_^-][!#-&(-_a-~]{5,63})`,
			Left:     nameBytes, Check: toldScore, Revision: 1,
			Match:   []string{"the password for jo@example.com is «s3cr3t9X»", "pw for the staging box: «Tr0ub4dor&3»", "I set the password to «S3cret!9»"},
			NoMatch: []string{"the password for the site is SHA256", "password for jo is needed", "use this password to log-in2day", "set the password to <new-pass1!>", "a password for v1.2.3 is required"},
		},
		{
			Rule: "foreign-told-password", Type: rule.Secret, Score: 0.6, About: "password that a sentence of another language tells", Validator: "a digit or a mark among letters, no placeholder",
			Literals: []string{"mot de passe", "Mot de passe", "asswort ", "ennwort ", "assword è", "achtwoord ", "enha ", "пароль ", "Пароль ", "asło to", "ifre "},
			Pattern: `(?:[mM]ot de passe(?: est| c'est| de [A-Za-z0-9_.@-]{1,32} est)|asswort(?: lautet| ist jetzt| von [A-Za-z0-9_.@-]{1,32} ist)|ennwort(?: lautet| ist)|assword è|achtwoord (?:voor [A-Za-z0-9_.@-]{1,32} )?is` +
				`|enha (?:de [A-Za-z0-9_.@-]{1,32} )?é|пароль(?: от [A-Za-z0-9_.@-]{1,32})?|Пароль(?: от [A-Za-z0-9_.@-]{1,32})?|asło to|ifre) {1,2}(?:: )?["'\x60]?([!#-&(-_a-~]{6,64})`,
			Check: strongOrMixed, Revision: 1,
			Match:   []string{"le mot de passe est «Tr0ub4dor3»", "Das Kennwort lautet «Summer2024»", "la password è «Tr0ub4dor3»", "пароль «Tr0ub4dor3»", "hasło to «t1gers99»"},
			NoMatch: []string{"le mot de passe est obligatoire", "das Kennwort lautet wie folgt", "пароль не подходит", "la password è errata", "şifre 8 karakter"},
		},
	}
}

// toldScore wants a strong password, and no name of a method or a version.
func toldScore(text string, m rule.Match) float64 {
	if encodingName(text[m.From:m.To]) {
		return 0
	}
	return strongScore(0.6)(text, m)
}
