package secret

import "sluice/pkg/scan/rule"

func monobank() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "monobank-token", About: "monobank API token",
			Words: []string{"monobank"}, Value: `u[A-Za-z0-9_-]{43}`, Check: mixed,
			Match:   []string{"monobank.api_key = '«u4eXampLE0kT7bQz3VnW5EXAMPLEexample012345678»'", "MONOBANK_API_KEY=«u4eXampLE0kT7bQz3VnW5EXAMPLEexample012345678»"},
			NoMatch: []string{"MONOBANK_API_KEY=your_key_here", "monobank u4eXampLE0kT7bQz3VnW5EXAMPLEexample012345678", "monobank_version: u4eXam", "MONOBANK_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "monobank_sha256: u4eXampLE0kT7bQz3VnW5EXAMPLEexample012345678"},
		}.detector(),
	}
}
