package secret

import "sluice/pkg/scan/rule"

func shippo() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "shippo-api-token", About: "Shippo API token",
			Prefixes: []string{"shippo_live_", "shippo_test_"}, Body: `[0-9a-f]{40}`,
			Match:   []string{"the key is «shippo_live_0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d», see", `curl -H "X-Api-Key: «shippo_live_0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d»" https://example.com`},
			NoMatch: []string{"shippo_live_", "shippo_live_your-key-here", "shippo_live_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "shippo_live_0a1b2c3d4e5f6"},
		}.detector(),
	}
}
