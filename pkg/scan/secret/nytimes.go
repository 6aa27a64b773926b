package secret

import "sluice/pkg/scan/rule"

func nytimes() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "nytimes-api-key", About: "New York Times API key",
			Words: []string{"nytimes", "nyt_api", "nyt_key", "newyorktimes"}, Value: `[A-Za-z0-9]{32,48}`, Check: mixed,
			Match:   []string{"nytimes.api_key = '«4eXampLE0kT7bQz3VnW5EXAMPLEexample01»'", "NYTIMES_API_KEY=«4eXampLE0kT7bQz3VnW5EXAMPLEexample01»"},
			NoMatch: []string{"NYTIMES_API_KEY=your_key_here", "nytimes 4eXampLE0kT7bQz3VnW5EXAMPLEexample01", "nytimes_version: 4eXamp", "NYTIMES_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "nytimes_sha256: 4eXampLE0kT7bQz3VnW5EXAMPLEexample01"},
		}.detector(),
	}
}
