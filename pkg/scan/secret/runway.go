package secret

import "sluice/pkg/scan/rule"

func runway() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "runway-api-key", About: "Runway API key",
			Prefixes: []string{"key_"}, Body: `[0-9a-f]{128}`,
			Bits: 3, Left: wordBytes,
			Match:   []string{"secret: '«key_0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9»'", "RUNWAY_API_KEY=«key_0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9»"},
			NoMatch: []string{"key_", "key_your-key-here", "key_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "key_0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e"},
		}.detector(),
	}
}
