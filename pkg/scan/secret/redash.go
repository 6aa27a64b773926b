package secret

import "sluice/pkg/scan/rule"

func redash() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "redash-api-key", About: "Redash API key",
			Words: []string{"redash"}, Value: `[A-Za-z0-9]{40}`, Check: mixed,
			Match:   []string{`"redashToken": "«4eXampLE0kT7bQz3VnW5EXAMPLEexample012345»"`, "redash_secret: «4eXampLE0kT7bQz3VnW5EXAMPLEexample012345»"},
			NoMatch: []string{"REDASH_API_KEY=your_key_here", "redash 4eXampLE0kT7bQz3VnW5EXAMPLEexample012345", "redash_version: 4eXamp", "REDASH_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "redash_sha256: 4eXampLE0kT7bQz3VnW5EXAMPLEexample012345"},
		}.detector(),
	}
}
