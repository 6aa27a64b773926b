package secret

import "sluice/pkg/scan/rule"

func nylas() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "nylas-api-key", About: "Nylas API key",
			Prefixes: []string{"nyk_v0_", "nyk_"}, Body: `[A-Za-z0-9]{40,80}`,
			Left:    wordBytes,
			Match:   []string{"secret: '«nyk_v0_4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789»'", "NYLAS_API_KEY=«nyk_v0_4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789»"},
			NoMatch: []string{"nyk_v0_", "nyk_v0_your-key-here", "nyk_v0_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "nyk_v0_4eXampLE0kT7bQ"},
		}.detector(),
	}
}
