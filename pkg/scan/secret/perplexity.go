package secret

import "sluice/pkg/scan/rule"

func perplexity() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "perplexity-api-key", About: "Perplexity API key",
			Prefixes: []string{"pplx-"}, Body: `[A-Za-z0-9]{40,64}`,
			Match:   []string{`curl -H "X-Api-Key: «pplx-4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789»" https://example.com`, `"token": "«pplx-4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789»"`},
			NoMatch: []string{"pplx-", "pplx-your-key-here", "pplx-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "pplx-4eXampLE0kT7bQ"},
		}.detector(),
	}
}
