package secret

import "sluice/pkg/scan/rule"

func nightfall() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "nightfall-api-key", About: "Nightfall API key",
			Prefixes: []string{"NF-"}, Body: `[A-Za-z0-9]{32}`,
			Bits: 3, Left: nameBytes, Right: tokenBytes, Check: letters(0.95), Validator: "letters and digits",
			Match:   []string{"NIGHTFALL_API_KEY=«NF-4eXampLE0kT7bQz3VnW5EXAMPLEexamp»", "Authorization: Bearer «NF-4eXampLE0kT7bQz3VnW5EXAMPLEexamp»"},
			NoMatch: []string{"NF-", "NF-your-key-here", "NF-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "NF-4eXampLE0k"},
		}.detector(),
	}
}
