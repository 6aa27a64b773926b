package secret

import "sluice/pkg/scan/rule"

func outline() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "outline-api-key", About: "Outline wiki API key",
			Prefixes: []string{"ol_api_"}, Body: `[A-Za-z0-9]{38,40}`,
			Match:   []string{`curl -H "X-Api-Key: «ol_api_4eXampLE0kT7bQz3VnW5EXAMPLEexample012345»" https://example.com`, `"token": "«ol_api_4eXampLE0kT7bQz3VnW5EXAMPLEexample012345»"`},
			NoMatch: []string{"ol_api_", "ol_api_your-key-here", "ol_api_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "ol_api_4eXampLE0kT7b"},
		}.detector(),
	}
}
