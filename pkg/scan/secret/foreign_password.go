package secret

import (
	"strings"

	"sluice/pkg/scan/rule"
)

// foreignPasswords are passwords behind the word for one in other languages than
// English, German, French and Spanish, which password-assignment knows.
func foreignPasswords() []rule.Detector {
	words := []string{
		"パスワード", "密码", "密碼", "口令", "비밀번호", "암호", "пароль", "Пароль", "ПАРОЛЬ", "κωδικός", "סיסמה", "كلمة المرور", "पासवर्ड", "รหัสผ่าน", "mật khẩu", "Mật khẩu",
		"senha", "Senha", "SENHA", "hasło", "Hasło", "wachtwoord", "Wachtwoord", "lösenord", "Lösenord", "adgangskode", "Adgangskode", "passord", "Passord", "salasana", "Salasana",
		"şifre", "Şifre", "parola", "Parola", "jelszó", "Jelszó", "heslo", "Heslo", "lozinka", "Lozinka", "kata sandi", "Kata sandi", "contrasenya", "Contrasenya", "clave", "Clave",
	}
	return []rule.Detector{{
		Rule: "foreign-password", Type: rule.Secret, Score: 0.65, About: "password behind the word for one in another language", Validator: "a digit or a mark among letters, no placeholder",
		Literals: words,
		Pattern:  "(?:" + strings.Join(words, "|") + `)[ \t]{0,3}(?:[:=]|：|＝|は|是|为|это|é|è|je|is|är|on)[ \t]{0,3}["'\x60「]?([!#-&(-_a-~]{6,64})`,
		Left:     wordBytes, Check: strongOrMixed, Revision: 1,
		Match:   []string{"パスワード: «Tr0ub4dor3»", "密码：«Tr0ub4dor3»", "пароль: «Tr0ub4dor&3»", "Senha: «Summer2024»", "hasło = «Tr0ub4dor3»", "wachtwoord is «Tr0ub4dor3»", `senha = "«t1gers99»"`},
		NoMatch: []string{"senha: string", "пароль: ${PASS1}", "parola: getParola(1)", "heslo:", "Parola: required", "clave = config.clave1"},
	}}
}

// strongOrMixed wants letters and a digit, or letters and a mark.
func strongOrMixed(text string, m rule.Match) float64 {
	k := rule.KindsOf(text[m.From:m.To])
	if k.Letters() < 2 || k.Digit == 0 && k.Other < 1 {
		return 0
	}
	return chosenScore(0.65)(text, m)
}
