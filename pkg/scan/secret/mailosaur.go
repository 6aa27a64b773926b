package secret

import "sluice/pkg/scan/rule"

func mailosaur() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "mailosaur-api-key", About: "Mailosaur API key",
			Words: []string{"mailosaur"}, Value: `[A-Za-z0-9]{16,32}`, Check: mixed,
			Match:   []string{`"mailosaurToken": "«4eXampLE0kT7bQz3VnW5»"`, "mailosaur_secret: «4eXampLE0kT7bQz3VnW5»"},
			NoMatch: []string{"MAILOSAUR_API_KEY=your_key_here", "mailosaur 4eXampLE0kT7bQz3VnW5", "mailosaur_version: 4eXamp", "MAILOSAUR_API_KEY=xxxxxxxxxxxxxxxxxxxx", "mailosaur_sha256: 4eXampLE0kT7bQz3VnW5"},
		}.detector(),
	}
}
