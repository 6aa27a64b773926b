package secret

import "sluice/pkg/scan/rule"

func mailerlite() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "mailerlite-api-key", About: "MailerLite classic API key",
			Words: []string{"mailerlite"}, Value: `[0-9a-f]{32}`, Bits: 3,
			Match:   []string{"mailerlite.api_key = '«0a1b2c3d4e5f60718293a4b5c6d7e8f9»'", "MAILERLITE_API_KEY=«0a1b2c3d4e5f60718293a4b5c6d7e8f9»"},
			NoMatch: []string{"MAILERLITE_API_KEY=your_key_here", "mailerlite 0a1b2c3d4e5f60718293a4b5c6d7e8f9", "mailerlite_version: 0a1b2c", "MAILERLITE_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "mailerlite_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f9"},
		}.detector(),
	}
}
