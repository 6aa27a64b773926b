package secret

import "sluice/pkg/scan/rule"

func mailjet() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "mailjet-key", About: "Mailjet API or secret key",
			Words: []string{"mailjet"}, Value: `[0-9a-f]{32}`, Bits: 3,
			Match:   []string{"MAILJET_API_KEY=«0a1b2c3d4e5f60718293a4b5c6d7e8f9»", `"mailjetToken": "«0a1b2c3d4e5f60718293a4b5c6d7e8f9»"`},
			NoMatch: []string{"MAILJET_API_KEY=your_key_here", "mailjet 0a1b2c3d4e5f60718293a4b5c6d7e8f9", "mailjet_version: 0a1b2c", "MAILJET_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "mailjet_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f9"},
		}.detector(),
	}
}
