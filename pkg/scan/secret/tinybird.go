package secret

import "sluice/pkg/scan/rule"

func tinybird() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "tinybird-token", About: "Tinybird auth token",
			Prefixes: []string{"p.eyJ"}, Body: `[A-Za-z0-9_-]{20,400}\.[A-Za-z0-9_-]{20,64}`,
			Bits: 3, Left: alnum,
			Match:   []string{"Authorization: Bearer «p.eyJ4eXampLE0kT7bQz3VnW5.EXAMPLEexample012345»", "secret: '«p.eyJ4eXampLE0kT7bQz3VnW5.EXAMPLEexample012345»'"},
			NoMatch: []string{"p.eyJ", "p.eyJyour-key-here", "p.eyJxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "p.eyJ4eXampLE0kT7b"},
		}.detector(),
	}
}
