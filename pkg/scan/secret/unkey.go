package secret

import "sluice/pkg/scan/rule"

func unkey() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "unkey-root-key", About: "Unkey root key",
			Prefixes: []string{"unkey_"}, Body: `[A-Za-z0-9]{20,48}`,
			Left: wordBytes, Right: tokenBytes, Check: letters(0.95), Validator: "letters and digits",
			Match:   []string{`"token": "«unkey_4eXampLE0kT7bQz3VnW5EXAM»"`, "the key is «unkey_4eXampLE0kT7bQz3VnW5EXAM», see"},
			NoMatch: []string{"unkey_", "unkey_your-key-here", "unkey_xxxxxxxxxxxxxxxxxxxxxxxx", "unkey_4eXampLE"},
		}.detector(),
	}
}
