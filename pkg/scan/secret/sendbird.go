package secret

import "sluice/pkg/scan/rule"

func sendbird() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "sendbird-api-token", About: "Sendbird API token",
			Words: []string{"sendbird"}, Value: `[0-9a-f]{40}`, Bits: 3,
			Match:   []string{`"sendbirdToken": "«0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d»"`, "sendbird_secret: «0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d»"},
			NoMatch: []string{"SENDBIRD_API_KEY=your_key_here", "sendbird 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d", "sendbird_version: 0a1b2c", "SENDBIRD_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "sendbird_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d"},
		}.detector(),
	}
}
