package secret

import "sluice/pkg/scan/rule"

func sourcegraph() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "sourcegraph-access-token", About: "Sourcegraph access token",
			Prefixes: []string{"sgp_"}, Body: `(?:(?:[0-9a-f]{16}|local)_)?[0-9a-f]{40}`,
			Bits: 3, Right: tokenBytes,
			Match:   []string{`curl -H "X-Api-Key: «sgp_0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d»" https://example.com`, `"token": "«sgp_0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d»"`},
			NoMatch: []string{"sgp_", "sgp_your-key-here", "sgp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "sgp_0a1b2c3d4e5f6"},
		}.detector(),
		prefixed{
			Rule: "sourcegraph-license-token", About: "Sourcegraph licence or gateway token",
			Prefixes: []string{"slk_", "sgd_"}, Body: `[0-9a-f]{64}`,
			Left:    alnum,
			Match:   []string{"SOURCEGRAPH_LICENSE_TOKEN=«slk_0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9»", "Authorization: Bearer «slk_0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9»"},
			NoMatch: []string{"slk_", "slk_your-key-here", "slk_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "slk_0a1b2c3d4e5f60718293a"},
		}.detector(),
	}
}
