package secret

import "sluice/pkg/scan/rule"

func valTown() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "valtown-token", About: "Val Town API token",
			Prefixes: []string{"vtwn_"}, Body: `[A-Za-z0-9]{20,48}`,
			Match:   []string{`"token": "«vtwn_4eXampLE0kT7bQz3VnW5EXAM»"`, "the key is «vtwn_4eXampLE0kT7bQz3VnW5EXAM», see"},
			NoMatch: []string{"vtwn_", "vtwn_your-key-here", "vtwn_xxxxxxxxxxxxxxxxxxxxxxxx", "vtwn_4eXampLE"},
		}.detector(),
	}
}
