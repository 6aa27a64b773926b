package secret

import "sluice/pkg/scan/rule"

func miro() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "miro-access-token", About: "Miro access token",
			Words: []string{"miro_", "miro-"}, Value: `[A-Za-z0-9_-]{27}`, Check: mixed,
			Match:   []string{"MIRO_API_KEY=«4eXampLE0kT7bQz3VnW5EXAMPLE»", "miro_secret: «4eXampLE0kT7bQz3VnW5EXAMPLE»"},
			NoMatch: []string{"MIRO_API_KEY=your_key_here", "miro 4eXampLE0kT7bQz3VnW5EXAMPLE", "miro_version: 4eXamp", "MIRO_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxx", "miro_sha256: 4eXampLE0kT7bQz3VnW5EXAMPLE"},
		}.detector(),
	}
}
