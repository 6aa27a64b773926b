package secret

import "sluice/pkg/scan/rule"

func wistia() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "wistia-api-token", About: "Wistia API token",
			Words: []string{"wistia"}, Value: `[0-9a-f]{64}`, Bits: 3,
			Match:   []string{`"wistiaToken": "«0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9»"`, "wistia_secret: «0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9»"},
			NoMatch: []string{"WISTIA_API_KEY=your_key_here", "wistia 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9", "wistia_version: 0a1b2c", "WISTIA_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "wistia_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9"},
		}.detector(),
	}
}
