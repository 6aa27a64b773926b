package secret

import "sluice/pkg/scan/rule"

func tavily() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "tavily-api-key", About: "Tavily API key",
			Prefixes: []string{"tvly-"}, Body: `(?:dev-|prod-)?[A-Za-z0-9_-]{32,64}`,
			Check: letters(0.95), Validator: "letters and digits",
			Match:   []string{`curl -H "X-Api-Key: «tvly-4eXampLE0kT7bQz3VnW5EXAMPLEexample01»" https://example.com`, `"token": "«tvly-4eXampLE0kT7bQz3VnW5EXAMPLEexample01»"`},
			NoMatch: []string{"tvly-", "tvly-your-key-here", "tvly-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "tvly-4eXampLE0kT7"},
		}.detector(),
	}
}
