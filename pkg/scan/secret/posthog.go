package secret

import "sluice/pkg/scan/rule"

func posthog() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "posthog-personal-key", About: "PostHog personal API key",
			Prefixes: []string{"phx_", "phs_"}, Body: `[A-Za-z0-9_-]{40,48}`,
			Left: alnum, Check: letters(0.95), Validator: "letters and digits",
			Match:   []string{"Authorization: Bearer «phx_4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789»", "secret: '«phx_4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789»'"},
			NoMatch: []string{"phx_", "phx_your-key-here", "phx_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "phx_4eXampLE0kT7bQ"},
		}.detector(),
	}
}
