package secret

import (
	"slices"
	"strings"

	"sluice/pkg/scan/rule"
)

// lettersPassword says whether a value of letters, which a word of code or of a form
// would be too, is a password because of where it stands: in a setting of an
// environment (APP_DB_PASSWORD=whiteduke, DB_PASSWORD: whiteduke), as a text that a
// variable is given (password = "whiteduke"), or behind the user's name.
func lettersPassword(text string, at int, v rule.Value) bool {
	s := text[v.Start:v.End]
	k := rule.KindsOf(s)
	if len(s) > 32 || v.Prose || k.Digit+k.Other > 0 || strings.ContainsAny(s, ".-") || formWord(s) {
		return false
	}
	sign := v.Start - 1
	if v.Quoted {
		sign--
	}
	for sign > 0 && rule.IsBlank(text[sign]) {
		sign--
	}
	setting := settingLine(text, at, strings.ToLower(s))
	if sign < 1 || strings.IndexByte("=!<>:~", text[sign-1]) >= 0 || k.Upper > 0 && (k.Upper < 2 || k.Lower < 2 || !setting || text[sign] != '=') {
		return false // a label begins with its only capital
	}
	if text[sign] != '=' && (text[sign] != ':' || !setting) {
		return false
	}
	if v.Quoted {
		return k.Mark == 0 && len(s) >= 8
	}
	if v.End < len(text) && !rule.IsSpace(text[v.End]) && text[v.End] != ';' {
		return false
	}
	return k.Mark == 0 && setting && (sign == v.Start-1 || text[sign] == ':') || behindUser(text, at)
}

// settingLine says whether the name that has text[at:] in it is written in
// capitals, of more than one word, begins a line, and has no word of the value.
func settingLine(text string, at int, value string) bool {
	start := at
	for start > 0 && at-start < 64 && wordBytes.Has(text[start-1]) {
		start--
	}
	name := text[start:at]
	if !rule.IsUpper(text[at]) && text[at] != '_' || !strings.Contains(name+text[at:at+1], "_") || rule.KindsOf(name).Lower > 0 || strings.Contains(strings.ToLower(name), value) {
		return false
	}
	for _, lead := range []string{"# ", "export ", "#", "- ", `"`, "ENV ", "-e "} {
		if strings.HasSuffix(text[:start], lead) {
			start -= len(lead)
			break
		}
	}
	for n := 0; n < 16 && start > 0 && rule.IsBlank(text[start-1]); n++ {
		start--
	}
	return start == 0 || text[start-1] == '\n'
}

// behindUser says whether a user was given a name just before: user = jo.
func behindUser(text string, at int) bool {
	before := strings.ToLower(text[max(0, at-120):at])
	_, rest, ok := strings.Cut(before, "user")
	if !ok {
		return false
	}
	rest = strings.TrimLeft(strings.TrimPrefix(rest, "name"), " \t\"'")
	value, ok := strings.CutPrefix(rest, "=")
	value = strings.TrimLeft(value, " \t")
	if !ok || value == "" || strings.HasPrefix(value, "user") || value[0] == '=' {
		return false
	}
	line, _, _ := strings.Cut(value, "\n")
	return !strings.ContainsAny(line, "([{<,") && line != ""
}

// formWord says whether a value is a word of forms, schemas and messages.
func formWord(s string) bool {
	if len(s) < 16 && (strings.Contains(s, "pass") || strings.Contains(s, "pwd")) {
		return true
	}
	if slices.Contains([]string{
		"invalid", "missing", "incorrect", "varchar", "nvarchar", "field", "input", "label", "enter", "confirm", "prompt", "static", "plain", "plaintext", "hashed", "bcrypt", "encrypted", "encoded", "vault", "keyring", "file", "manual", "generated", "strong",
		"weak", "basic", "digest", "admin", "default", "secret", "stdin", "random", "unknown", "disabled", "enabled", "credential", "credentials", "current", "new", "old", "text", "word", "account", "login", "wachtwoord", "passwort", "kennwort", "contrasena", "database", "localhost",
	}, s) {
		return true
	}
	return strings.HasPrefix(s, "get") || strings.HasPrefix(s, "form") || strings.HasPrefix(s, "input") || strings.HasPrefix(s, "your") || strings.HasSuffix(s, "password_here")
}
