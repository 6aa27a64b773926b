package secret

import "sluice/pkg/scan/rule"

func sinch() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "sinch-api-token", About: "Sinch API token",
			Words: []string{"sinch"}, Value: `[0-9a-f]{32}`, Bits: 3,
			Match:   []string{"sinch.api_key = '«0a1b2c3d4e5f60718293a4b5c6d7e8f9»'", "SINCH_API_KEY=«0a1b2c3d4e5f60718293a4b5c6d7e8f9»"},
			NoMatch: []string{"SINCH_API_KEY=your_key_here", "sinch 0a1b2c3d4e5f60718293a4b5c6d7e8f9", "sinch_version: 0a1b2c", "SINCH_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "sinch_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f9"},
		}.detector(),
	}
}
