package secret

import "sluice/pkg/scan/rule"

func nomic() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "nomic-api-key", About: "Nomic Atlas API key",
			Prefixes: []string{"nk-"}, Body: `[A-Za-z0-9_-]{43}`,
			Bits: 3.5, Left: nameBytes, Right: tokenBytes, Check: letters(0.95), Validator: "letters and digits",
			Match:   []string{`"token": "«nk-4eXampLE0kT7bQz3VnW5EXAMPLEexample012345678»"`, "the key is «nk-4eXampLE0kT7bQz3VnW5EXAMPLEexample012345678», see"},
			NoMatch: []string{"nk-", "nk-your-key-here", "nk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "nk-4eXampLE0kT7bQ"},
		}.detector(),
	}
}
