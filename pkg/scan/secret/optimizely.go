package secret

import "sluice/pkg/scan/rule"

func optimizely() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "optimizely-token", About: "Optimizely personal access token",
			Words: []string{"optimizely"}, Value: `2:[A-Za-z0-9_-]{40,60}`,
			Match:   []string{"optimizely.api_key = '«2:4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789»'", "OPTIMIZELY_API_KEY=«2:4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789»"},
			NoMatch: []string{"OPTIMIZELY_API_KEY=your_key_here", "optimizely 2:4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789", "optimizely_version: 2:4eXa", "OPTIMIZELY_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "optimizely_sha256: 2:4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789"},
		}.detector(),
	}
}
