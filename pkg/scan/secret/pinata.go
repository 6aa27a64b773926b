package secret

import "sluice/pkg/scan/rule"

func pinata() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "pinata-secret-api-key", About: "Pinata secret API key",
			Words: []string{"pinata"}, Value: `[0-9a-f]{64}`, Bits: 3,
			Match:   []string{"PINATA_API_KEY=«0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9»", `"pinataToken": "«0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9»"`},
			NoMatch: []string{"PINATA_API_KEY=your_key_here", "pinata 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9", "pinata_version: 0a1b2c", "PINATA_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "pinata_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9"},
		}.detector(),
		weak{
			Rule: "pinata-api-key", About: "Pinata API key",
			Words: []string{"pinata"}, Value: `[0-9a-f]{20}`, Bits: 3,
			Match:   []string{`"pinataToken": "«0a1b2c3d4e5f60718293»"`, "pinata_secret: «0a1b2c3d4e5f60718293»"},
			NoMatch: []string{"PINATA_API_KEY=your_key_here", "pinata 0a1b2c3d4e5f60718293", "pinata_version: 0a1b2c", "PINATA_API_KEY=xxxxxxxxxxxxxxxxxxxx", "pinata_sha256: 0a1b2c3d4e5f60718293"},
		}.detector(),
	}
}
