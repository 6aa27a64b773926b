package secret

import "sluice/pkg/scan/rule"

func thunderstore() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "thunderstore-api-token", About: "Thunderstore API token",
			Prefixes: []string{"tss_"}, Body: `[A-Za-z0-9]{30,48}`,
			Left: wordBytes, Check: letters(0.95), Validator: "letters and digits",
			Match:   []string{`curl -H "X-Api-Key: «tss_4eXampLE0kT7bQz3VnW5EXAMPLEexample»" https://example.com`, `"token": "«tss_4eXampLE0kT7bQz3VnW5EXAMPLEexample»"`},
			NoMatch: []string{"tss_", "tss_your-key-here", "tss_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "tss_4eXampLE0kT"},
		}.detector(),
	}
}
