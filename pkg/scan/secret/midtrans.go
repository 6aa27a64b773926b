package secret

import "sluice/pkg/scan/rule"

func midtrans() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "midtrans-server-key", About: "Midtrans server key",
			Prefixes: []string{"Mid-server-", "SB-Mid-server-"}, Body: `[A-Za-z0-9_-]{20,40}`,
			Match:   []string{`curl -H "X-Api-Key: «Mid-server-4eXampLE0kT7bQz3VnW5EXAM»" https://example.com`, `"token": "«Mid-server-4eXampLE0kT7bQz3VnW5EXAM»"`},
			NoMatch: []string{"Mid-server-", "Mid-server-your-key-here", "Mid-server-xxxxxxxxxxxxxxxxxxxxxxxx", "Mid-server-4eXampLE"},
		}.detector(),
	}
}
