package secret

import "sluice/pkg/scan/rule"

func shodan() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "shodan-api-key", About: "Shodan API key",
			Words: []string{"shodan"}, Value: `[A-Za-z0-9]{32}`, Check: mixed,
			Match:   []string{"shodan_secret: «4eXampLE0kT7bQz3VnW5EXAMPLEexamp»", "shodan.api_key = '«4eXampLE0kT7bQz3VnW5EXAMPLEexamp»'"},
			NoMatch: []string{"SHODAN_API_KEY=your_key_here", "shodan 4eXampLE0kT7bQz3VnW5EXAMPLEexamp", "shodan_version: 4eXamp", "SHODAN_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "shodan_sha256: 4eXampLE0kT7bQz3VnW5EXAMPLEexamp"},
		}.detector(),
	}
}
