package secret

import "sluice/pkg/scan/rule"

func vonage() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "vonage-api-secret", About: "Vonage (Nexmo) API secret",
			Words: []string{"vonage", "nexmo"}, Value: `[A-Za-z0-9]{16}`, Check: mixed,
			Match:   []string{"vonage_secret: «4eXampLE0kT7bQz3»", "vonage.api_key = '«4eXampLE0kT7bQz3»'"},
			NoMatch: []string{"VONAGE_API_KEY=your_key_here", "vonage 4eXampLE0kT7bQz3", "vonage_version: 4eXamp", "VONAGE_API_KEY=xxxxxxxxxxxxxxxx", "vonage_sha256: 4eXampLE0kT7bQz3"},
		}.detector(),
	}
}
