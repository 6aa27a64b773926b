package secret

import "sluice/pkg/scan/rule"

func pagerDuty() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "pagerduty-api-key", About: "PagerDuty REST API key",
			Words: []string{"pagerduty", "pd_key", "pd_api", "pd_token"}, Value: `[A-Za-z0-9+_-]{20}`, Check: mixed,
			Match:   []string{"pagerduty_secret: «4eXampLE0kT7bQz3VnW5»", "pagerduty.api_key = '«4eXampLE0kT7bQz3VnW5»'"},
			NoMatch: []string{"PAGERDUTY_API_KEY=your_key_here", "pagerduty 4eXampLE0kT7bQz3VnW5", "pagerduty_version: 4eXamp", "PAGERDUTY_API_KEY=xxxxxxxxxxxxxxxxxxxx", "pagerduty_sha256: 4eXampLE0kT7bQz3VnW5"},
		}.detector(),
		weak{
			Rule: "pagerduty-integration-key", About: "PagerDuty Events integration key",
			Words: []string{"pagerduty", "pd_routing", "pd_integration"}, Value: `[0-9a-z]{32}`, Check: mixed,
			Match:   []string{"pagerduty.api_key = '«4exampl0kt7bqz3vnw5example012345»'", "PAGERDUTY_API_KEY=«4exampl0kt7bqz3vnw5example012345»"},
			NoMatch: []string{"PAGERDUTY_API_KEY=your_key_here", "pagerduty 4exampl0kt7bqz3vnw5example012345", "pagerduty_version: 4examp", "PAGERDUTY_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "pagerduty_sha256: 4exampl0kt7bqz3vnw5example012345"},
		}.detector(),
	}
}
