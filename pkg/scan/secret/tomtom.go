package secret

import "sluice/pkg/scan/rule"

func tomTom() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "tomtom-api-key", About: "TomTom API key",
			Words: []string{"tomtom"}, Value: `[A-Za-z0-9]{32}`, Check: mixed,
			Match:   []string{`"tomtomToken": "«4eXampLE0kT7bQz3VnW5EXAMPLEexamp»"`, "tomtom_secret: «4eXampLE0kT7bQz3VnW5EXAMPLEexamp»"},
			NoMatch: []string{"TOMTOM_API_KEY=your_key_here", "tomtom 4eXampLE0kT7bQz3VnW5EXAMPLEexamp", "tomtom_version: 4eXamp", "TOMTOM_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "tomtom_sha256: 4eXampLE0kT7bQz3VnW5EXAMPLEexamp"},
		}.detector(),
	}
}
