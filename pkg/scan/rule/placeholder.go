package rule

import "strings"

// Placeholder says whether a value in the place of a password stands for one:
// a template, a mask, a word that documents use.
func Placeholder(v string) bool {
	if v == "" || mask(v) || template(v) {
		return true
	}
	switch l := strings.ToLower(strings.Trim(v, "_-*.")); l {
	case "password", "passwd", "passphrase", "pass", "pwd", "secret", "token", "apikey", "api_key", "api-key", "key", "value", "string",
		"changeme", "change_me", "change-me", "changeit", "example", "placeholder", "redacted", "hidden", "masked", "removed", "dummy", "sample",
		"null", "none", "nil", "undefined", "true", "false", "yes", "no", "todo", "fixme", "tbd", "empty", "required", "optional",
		"mypassword", "my_password", "my-password", "yourpassword", "user", "username", "foo", "bar", "foobar", "test", "testing":
		return true
	default:
		for _, w := range []string{"your_", "your-", "yourpass", "yourtoken", "yoursecret", "yourapi", "yourkey", "placeholder", "changeme", "change-me", "change_me", "redacted", "insert_", "insert-", "replace_", "replace-", "_here", "-here"} {
			if strings.Contains(l, w) {
				return true
			}
		}
	}
	return false
}

// mask says whether v is one byte repeated, or has a row of stars, dots or x.
func mask(v string) bool {
	if strings.Count(v, v[:1]) == len(v) {
		return true
	}
	for _, m := range []string{"****", "...", "xxxx", "XXXX", "…", "••"} {
		if strings.Contains(v, m) {
			return true
		}
	}
	return false
}

// template says whether v names a variable of a shell or a template language.
func template(v string) bool {
	for _, m := range []string{"${", "{{", "#{", "$(", "%(", "<%", "${{", "@{"} {
		if strings.Contains(v, m) {
			return true
		}
	}
	switch last := v[len(v)-1]; {
	case v[0] == '<' || v[0] == '{' && last == '}' || v[0] == '[' && last == ']':
		return true
	case v[0] == '%' && (last == '%' || len(v) == 2):
		return true
	case v[0] == '$':
		name, _, _ := strings.Cut(v[1:], "/")
		return nameOnly(name)
	}
	return false
}

// nameOnly says whether v is one identifier of capitals or lower case letters
// without a digit, as names of variables are and random texts are not.
func nameOnly(v string) bool {
	k := KindsOf(v)
	return k.Other == 0 && k.Digit == 0 && v != ""
}

// Expression says whether an unquoted value is code that computes a secret:
// a call, an index, or a chain of names.
func Expression(v string) bool {
	name := 0
	for name < len(v) && (IsAlnum(v[name]) || v[name] == '_' || v[name] == '.' || v[name] == '$') {
		name++
	}
	if name > 0 && name < len(v) && (v[name] == '(' || v[name] == '[') && !IsDigit(v[0]) {
		return true
	}
	if strings.Contains(v, "://") || strings.Contains(v, "->") || strings.Contains(v, "::") || v[0] == '/' || strings.HasPrefix(v, "./") || strings.HasPrefix(v, "~/") || v[0] == '&' {
		return true
	}
	parts := strings.Split(strings.TrimPrefix(v, "$"), ".")
	if len(parts) < 2 {
		return false
	}
	for _, p := range parts {
		if p == "" || !IsLetter(p[0]) && p[0] != '_' || KindsOf(p).Other > 0 || strings.Contains(p, "-") {
			return false
		}
	}
	switch strings.ToLower(parts[0]) {
	case "os", "process", "config", "cfg", "conf", "settings", "self", "this", "env", "secrets", "req", "request", "res", "response",
		"ctx", "context", "app", "data", "var", "local", "module", "user", "opts", "options", "args", "params", "props", "state", "event":
		return true
	}
	return KindsOf(v).Digit <= 1
}

// Chain says whether v is names joined by dots whose digits, if any, stand
// together, such as ed25519.PrivateKey.
func Chain(v string) bool {
	parts := strings.Split(v, ".")
	for _, p := range parts {
		name := strings.Trim(p, "_")
		if name == "" || !IsLetter(name[0]) || len(name) > 40 {
			return false
		}
		runs := 0
		for i := range len(name) {
			if !IsAlnum(name[i]) && name[i] != '_' {
				return false
			}
			if IsDigit(name[i]) && !IsDigit(name[i-1]) {
				runs++
			}
		}
		if runs > 1 {
			return false
		}
	}
	return len(parts) > 1
}

// Worded says whether v is words, short numbers and versions put together
// with dashes, dots or underscores, as names of things are.
func Worded(v string) bool {
	parts := strings.FieldsFunc(v, func(r rune) bool { return r == '-' || r == '_' || r == '.' || r == '/' || r == ':' })
	if len(parts) < 2 {
		return false
	}
	for _, p := range parts {
		k := KindsOf(p)
		switch {
		case k.Other > 0:
			return false
		case k.Digit == 0 && (k.Upper == 0 || k.Lower == 0 || k.Upper == 1 && IsUpper(p[0])):
		case k.Letters() <= 1 && k.Digit <= 4:
		default:
			return false
		}
	}
	return true
}
