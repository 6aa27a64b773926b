package secret

import "sluice/pkg/scan/rule"

func stackHawk() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "stackhawk-api-key", About: "StackHawk API key",
			Prefixes: []string{"hawk."}, Body: `[A-Za-z0-9_-]{20}\.[A-Za-z0-9_-]{20}`,
			Bits: 3, Left: alnum, Right: tokenBytes,
			Match:   []string{"the key is «hawk.4eXampLE0kT7bQz3VnW5.EXAMPLEexample012345», see", `curl -H "X-Api-Key: «hawk.4eXampLE0kT7bQz3VnW5.EXAMPLEexample012345»" https://example.com`},
			NoMatch: []string{"hawk.", "hawk.your-key-here", "hawk.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "hawk.4eXampLE0kT7b"},
		}.detector(),
	}
}
