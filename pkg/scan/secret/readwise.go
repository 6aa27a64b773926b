package secret

import "sluice/pkg/scan/rule"

func readwise() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "readwise-token", About: "Readwise access token",
			Words: []string{"readwise"}, Value: `[A-Za-z0-9]{50}`, Check: mixed,
			Match:   []string{"readwise_secret: «4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHs»", "readwise.api_key = '«4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHs»'"},
			NoMatch: []string{"READWISE_API_KEY=your_key_here", "readwise 4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHs", "readwise_version: 4eXamp", "READWISE_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "readwise_sha256: 4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHs"},
		}.detector(),
	}
}
