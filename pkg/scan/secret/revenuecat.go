package secret

import "sluice/pkg/scan/rule"

func revenueCat() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "revenuecat-secret-key", About: "RevenueCat secret API key",
			Words: []string{"revenuecat"}, Value: `sk_[A-Za-z0-9]{20,40}`,
			Match:   []string{"REVENUECAT_API_KEY=«sk_4eXampLE0kT7bQz3VnW5EXAM»", `"revenuecatToken": "«sk_4eXampLE0kT7bQz3VnW5EXAM»"`},
			NoMatch: []string{"REVENUECAT_API_KEY=your_key_here", "revenuecat sk_4eXampLE0kT7bQz3VnW5EXAM", "revenuecat_version: sk_4eX", "REVENUECAT_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxx", "revenuecat_sha256: sk_4eXampLE0kT7bQz3VnW5EXAM"},
		}.detector(),
	}
}
