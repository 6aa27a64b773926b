package secret

import "sluice/pkg/scan/rule"

func zenRows() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "zenrows-api-key", About: "ZenRows API key",
			Words: []string{"zenrows"}, Value: `[0-9a-f]{40}`, Bits: 3,
			Match:   []string{"ZENROWS_API_KEY=«0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d»", `"zenrowsToken": "«0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d»"`},
			NoMatch: []string{"ZENROWS_API_KEY=your_key_here", "zenrows 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d", "zenrows_version: 0a1b2c", "ZENROWS_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "zenrows_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d"},
		}.detector(),
	}
}
