package secret

import "sluice/pkg/scan/rule"

func voyage() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "voyage-api-key", About: "Voyage AI API key",
			Prefixes: []string{"pa-"}, Body: `[A-Za-z0-9_-]{43}`,
			Bits: 3.5, Left: nameBytes, Right: tokenBytes, Check: letters(0.95), Validator: "letters and digits",
			Match:   []string{`curl -H "X-Api-Key: «pa-4eXampLE0kT7bQz3VnW5EXAMPLEexample012345678»" https://example.com`, `"token": "«pa-4eXampLE0kT7bQz3VnW5EXAMPLEexample012345678»"`},
			NoMatch: []string{"pa-", "pa-your-key-here", "pa-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "pa-4eXampLE0kT7bQ"},
		}.detector(),
	}
}
