package secret

import "sluice/pkg/scan/rule"

func mailsac() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "mailsac-api-key", About: "Mailsac API key",
			Words: []string{"mailsac"}, Value: `k_[A-Za-z0-9]{30,50}`, Check: mixed,
			Match:   []string{"mailsac_secret: «k_4eXampLE0kT7bQz3VnW5EXAMPLEexample»", "mailsac.api_key = '«k_4eXampLE0kT7bQz3VnW5EXAMPLEexample»'"},
			NoMatch: []string{"MAILSAC_API_KEY=your_key_here", "mailsac k_4eXampLE0kT7bQz3VnW5EXAMPLEexample", "mailsac_version: k_4eXa", "MAILSAC_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "mailsac_sha256: k_4eXampLE0kT7bQz3VnW5EXAMPLEexample"},
		}.detector(),
	}
}
