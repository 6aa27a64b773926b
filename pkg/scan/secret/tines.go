package secret

import "sluice/pkg/scan/rule"

func tines() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "tines-webhook", About: "Tines webhook",
			Prefixes: []string{".tines.com/webhook/"}, Body: `[0-9a-f]{32}/[0-9a-f]{32}`,
			Match:   []string{"https://example«.tines.com/webhook/0a1b2c3d4e5f60718293a4b5c6d7e8f9/0a1b2c3d4e5f60718293a4b5c6d7e8f9»", `url = "https://example«.tines.com/webhook/0a1b2c3d4e5f60718293a4b5c6d7e8f9/0a1b2c3d4e5f60718293a4b5c6d7e8f9»"`},
			NoMatch: []string{".tines.com/webhook/", ".tines.com/webhook/your-key-here", ".tines.com/webhook/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", ".tines.com/webhook/0a1b2c3d4e5f60718293a"},
		}.detector(),
	}
}
