package rule

import "strings"

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
	for parts := 1; ; parts++ {
		part, rest, more := strings.Cut(v, ".")
		if !chainName(strings.Trim(part, "_")) {
			return false
		}
		if !more {
			return parts > 1
		}
		v = rest
	}
}

func chainName(name string) bool {
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
	return runs < 2
}

// Worded says whether v is words, short numbers and versions put together
// with dashes, dots or underscores, as names of things are.
func Worded(v string) bool {
	parts := 0
	for i := 0; i < len(v); i++ {
		start := i
		for i < len(v) && IsLower(v[i]) {
			i++
		}
		plain := i
		for i < len(v) && !joining.has[v[i]] {
			i++
		}
		if i > plain && !wordOrNumber(v[start:i]) {
			return false
		}
		if i > start {
			parts++
		}
	}
	return parts > 1
}

var joining = Bytes("_./:-")

func wordOrNumber(p string) bool {
	k := KindsOf(p)
	return k.Other == 0 && (k.Digit == 0 && (k.Upper == 0 || k.Lower == 0 || k.Upper == 1 && IsUpper(p[0])) || k.Letters() <= 1 && k.Digit <= 4)
}
