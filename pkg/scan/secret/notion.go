package secret

import "sluice/pkg/scan/rule"

func notion() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "notion-token", About: "Notion integration token",
			Prefixes: []string{"ntn_"}, Body: `[0-9]{9,12}[A-Za-z0-9]{33,36}`,
			Bits:    3,
			Match:   []string{"Authorization: Bearer «ntn_123456789kT7bQz3VnW5EXAMPLEexample0123456789r»", "secret: '«ntn_123456789kT7bQz3VnW5EXAMPLEexample0123456789r»'"},
			NoMatch: []string{"ntn_", "ntn_your-key-here", "ntn_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "ntn_123456789kT7bQz"},
		}.detector(),
		prefixed{
			Rule: "notion-integration-secret", About: "Notion internal integration secret",
			Prefixes: []string{"secret_"}, Body: `[A-Za-z0-9]{43}`,
			Bits: 3.5, Left: wordBytes, Right: tokenBytes, Check: letters(0.95), Validator: "letters and digits",
			Match:   []string{"the key is «secret_4eXampLE0kT7bQz3VnW5EXAMPLEexample012345678», see", `curl -H "X-Api-Key: «secret_4eXampLE0kT7bQz3VnW5EXAMPLEexample012345678»" https://example.com`},
			NoMatch: []string{"secret_", "secret_your-key-here", "secret_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "secret_4eXampLE0kT7bQ"},
		}.detector(),
	}
}
