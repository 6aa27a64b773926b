package secret

import "sluice/pkg/scan/rule"

func serper() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "serper-api-key", About: "Serper API key",
			Words: []string{"serper"}, Value: `[0-9a-f]{40}`, Bits: 3,
			Match:   []string{"SERPER_API_KEY=«0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d»", `"serperToken": "«0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d»"`},
			NoMatch: []string{"SERPER_API_KEY=your_key_here", "serper 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d", "serper_version: 0a1b2c", "SERPER_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "serper_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d"},
		}.detector(),
	}
}
