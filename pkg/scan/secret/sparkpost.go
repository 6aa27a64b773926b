package secret

import "sluice/pkg/scan/rule"

func sparkPost() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "sparkpost-api-key", About: "SparkPost API key",
			Words: []string{"sparkpost"}, Value: `[0-9a-f]{40}`, Bits: 3,
			Match:   []string{`"sparkpostToken": "«0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d»"`, "sparkpost_secret: «0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d»"},
			NoMatch: []string{"SPARKPOST_API_KEY=your_key_here", "sparkpost 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d", "sparkpost_version: 0a1b2c", "SPARKPOST_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "sparkpost_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d"},
		}.detector(),
	}
}
