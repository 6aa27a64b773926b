package secret

import "sluice/pkg/scan/rule"

func upstash() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "upstash-token", About: "Upstash REST token",
			Words: []string{"upstash"}, Value: `[A-Za-z0-9_-]{40,160}={0,2}`, Check: mixed,
			Match:   []string{"upstash_secret: «4eXampLE0kT7bQz3VnW5EXAMPLEexample012345»", "upstash.api_key = '«4eXampLE0kT7bQz3VnW5EXAMPLEexample012345»'"},
			NoMatch: []string{"UPSTASH_API_KEY=your_key_here", "upstash 4eXampLE0kT7bQz3VnW5EXAMPLEexample012345", "upstash_version: 4eXamp", "UPSTASH_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "upstash_sha256: 4eXampLE0kT7bQz3VnW5EXAMPLEexample012345"},
		}.detector(),
	}
}
