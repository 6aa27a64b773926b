package secret

import "sluice/pkg/scan/rule"

func opencage() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "opencage-api-key", About: "OpenCage geocoding API key",
			Words: []string{"opencage"}, Value: `[0-9a-f]{32}`, Bits: 3,
			Match:   []string{"opencage.api_key = '«0a1b2c3d4e5f60718293a4b5c6d7e8f9»'", "OPENCAGE_API_KEY=«0a1b2c3d4e5f60718293a4b5c6d7e8f9»"},
			NoMatch: []string{"OPENCAGE_API_KEY=your_key_here", "opencage 0a1b2c3d4e5f60718293a4b5c6d7e8f9", "opencage_version: 0a1b2c", "OPENCAGE_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "opencage_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f9"},
		}.detector(),
	}
}
