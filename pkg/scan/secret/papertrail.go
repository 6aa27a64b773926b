package secret

import "sluice/pkg/scan/rule"

func papertrail() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "papertrail-token", About: "Papertrail API token",
			Words: []string{"papertrail"}, Value: `[A-Za-z0-9]{20}`, Check: mixed,
			Match:   []string{`"papertrailToken": "«4eXampLE0kT7bQz3VnW5»"`, "papertrail_secret: «4eXampLE0kT7bQz3VnW5»"},
			NoMatch: []string{"PAPERTRAIL_API_KEY=your_key_here", "papertrail 4eXampLE0kT7bQz3VnW5", "papertrail_version: 4eXamp", "PAPERTRAIL_API_KEY=xxxxxxxxxxxxxxxxxxxx", "papertrail_sha256: 4eXampLE0kT7bQz3VnW5"},
		}.detector(),
	}
}
