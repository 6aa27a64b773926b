package secret

import "sluice/pkg/scan/rule"

func modal() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "modal-token", About: "Modal token id or secret",
			Prefixes: []string{"ak-", "as-"}, Body: `[A-Za-z0-9]{22}`,
			Bits: 3, Left: nameBytes, Right: tokenBytes, Check: letters(0.95), Validator: "letters and digits",
			Match:   []string{"the key is «ak-4eXampLE0kT7bQz3VnW5EX», see", `curl -H "X-Api-Key: «ak-4eXampLE0kT7bQz3VnW5EX»" https://example.com`},
			NoMatch: []string{"ak-", "ak-your-key-here", "ak-xxxxxxxxxxxxxxxxxxxxxx", "ak-4eXampL"},
		}.detector(),
	}
}
