package secret

import "sluice/pkg/scan/rule"

func plivo() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "plivo-auth-token", About: "Plivo auth token",
			Words: []string{"plivo"}, Value: `[A-Za-z0-9]{40}`, Check: mixed,
			Match:   []string{`"plivoToken": "«4eXampLE0kT7bQz3VnW5EXAMPLEexample012345»"`, "plivo_secret: «4eXampLE0kT7bQz3VnW5EXAMPLEexample012345»"},
			NoMatch: []string{"PLIVO_API_KEY=your_key_here", "plivo 4eXampLE0kT7bQz3VnW5EXAMPLEexample012345", "plivo_version: 4eXamp", "PLIVO_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "plivo_sha256: 4eXampLE0kT7bQz3VnW5EXAMPLEexample012345"},
		}.detector(),
	}
}
