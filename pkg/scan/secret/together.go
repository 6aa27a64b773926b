package secret

import "sluice/pkg/scan/rule"

func together() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "together-api-key", About: "Together AI API key",
			Prefixes: []string{"tgp_v1_"}, Body: `[A-Za-z0-9_-]{40,48}`,
			Match:   []string{`curl -H "X-Api-Key: «tgp_v1_4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789»" https://example.com`, `"token": "«tgp_v1_4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789»"`},
			NoMatch: []string{"tgp_v1_", "tgp_v1_your-key-here", "tgp_v1_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "tgp_v1_4eXampLE0kT7bQ"},
		}.detector(),
		weak{
			Rule: "together-api-key-old", About: "Together AI API key of the older form",
			Words: []string{"together_api", "together_ai", "togetherai", "together_key"}, Value: `[0-9a-f]{64}`, Bits: 3,
			Match:   []string{"TOGETHER_API_KEY=«0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9»", `"together_apiToken": "«0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9»"`},
			NoMatch: []string{"TOGETHER_API_KEY=your_key_here", "together_api 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9", "together_api_version: 0a1b2c", "TOGETHER_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"},
		}.detector(),
	}
}
