package secret

import "sluice/pkg/scan/rule"

func onfido() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "onfido-api-token", About: "Onfido API token",
			Prefixes: []string{"api_live.", "api_sandbox.", "api_live_us.", "api_live_ca.", "api_sandbox_us.", "api_sandbox_ca."}, Body: `[A-Za-z0-9_-]{11}\.[A-Za-z0-9_-]{32}`,
			Match:   []string{"the key is «api_live.4eXampLE0kT.7bQz3VnW5EXAMPLEexample012345678», see", `curl -H "X-Api-Key: «api_live.4eXampLE0kT.7bQz3VnW5EXAMPLEexample012345678»" https://example.com`},
			NoMatch: []string{"api_live.", "api_live.your-key-here", "api_live.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "api_live.4eXampLE0kT.7b"},
		}.detector(),
	}
}
