package secret

import "sluice/pkg/scan/rule"

func qualtrics() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "qualtrics-api-token", About: "Qualtrics API token",
			Words: []string{"qualtrics"}, Value: `[A-Za-z0-9]{40}`, Check: mixed,
			Match:   []string{`"qualtricsToken": "«4eXampLE0kT7bQz3VnW5EXAMPLEexample012345»"`, "qualtrics_secret: «4eXampLE0kT7bQz3VnW5EXAMPLEexample012345»"},
			NoMatch: []string{"QUALTRICS_API_KEY=your_key_here", "qualtrics 4eXampLE0kT7bQz3VnW5EXAMPLEexample012345", "qualtrics_version: 4eXamp", "QUALTRICS_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "qualtrics_sha256: 4eXampLE0kT7bQz3VnW5EXAMPLEexample012345"},
		}.detector(),
	}
}
