package secret

import "sluice/pkg/scan/rule"

func workato() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "workato-api-token", About: "Workato API token",
			Prefixes: []string{"wrkaus-", "wrkaeu-", "wrkajp-", "wrkasg-", "wrkatrial-"}, Body: `[A-Za-z0-9_.-]{32,1000}`,
			Match:   []string{"WORKATO_API_TOKEN=«wrkaus-4eXampLE0kT7bQz3VnW5EXAMPLEexamp»", "Authorization: Bearer «wrkaus-4eXampLE0kT7bQz3VnW5EXAMPLEexamp»"},
			NoMatch: []string{"wrkaus-", "wrkaus-your-key-here", "wrkaus-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "wrkaus-4eXampLE0k"},
		}.detector(),
	}
}
