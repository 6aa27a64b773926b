package secret

import "sluice/pkg/scan/rule"

func pulumi() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "pulumi-access-token", About: "Pulumi access token",
			Prefixes: []string{"pul-"}, Body: `[0-9a-f]{40}`,
			Bits: 3, Left: alnum, Right: tokenBytes,
			Match:   []string{"Authorization: Bearer «pul-0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d»", "secret: '«pul-0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d»'"},
			NoMatch: []string{"pul-", "pul-your-key-here", "pul-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "pul-0a1b2c3d4e5f6"},
		}.detector(),
	}
}
