package secret

import "sluice/pkg/scan/rule"

func sendGrid() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "sendgrid-api-key", About: "SendGrid API key",
			Prefixes: []string{"SG."}, Body: `[A-Za-z0-9_-]{20,24}\.[A-Za-z0-9_-]{39,50}`,
			Bits: 3, Left: wordBytes,
			Match:   []string{"Authorization: Bearer «SG.4eXampLE0kT7bQz3VnW5EXAM.PLEexample0123456789rJ8yHsUcDgFi4eXampLE0kT»", "secret: '«SG.4eXampLE0kT7bQz3VnW5EXAM.PLEexample0123456789rJ8yHsUcDgFi4eXampLE0kT»'"},
			NoMatch: []string{"SG.", "SG.your-key-here", "SG.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "SG.4eXampLE0kT7bQz3VnW5EX"},
		}.detector(),
	}
}
