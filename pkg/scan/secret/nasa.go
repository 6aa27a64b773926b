package secret

import "sluice/pkg/scan/rule"

func nasa() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "nasa-api-key", About: "NASA API key",
			Words: []string{"nasa_", "nasa-api", "nasa api"}, Value: `[A-Za-z0-9]{40}`, Check: mixed,
			Match:   []string{"nasa_secret: «4eXampLE0kT7bQz3VnW5EXAMPLEexample012345»", "NASA_API_KEY=«4eXampLE0kT7bQz3VnW5EXAMPLEexample012345»"},
			NoMatch: []string{"NASA_API_KEY=your_key_here", "nasa 4eXampLE0kT7bQz3VnW5EXAMPLEexample012345", "nasa_version: 4eXamp", "NASA_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "nasa_sha256: 4eXampLE0kT7bQz3VnW5EXAMPLEexample012345"},
		}.detector(),
	}
}
