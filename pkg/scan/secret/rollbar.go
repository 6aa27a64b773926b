package secret

import "sluice/pkg/scan/rule"

func rollbar() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "rollbar-access-token", About: "Rollbar access token",
			Words: []string{"rollbar"}, Value: `[0-9a-f]{32}`, Bits: 3,
			Match:   []string{"rollbar_secret: «0a1b2c3d4e5f60718293a4b5c6d7e8f9»", "rollbar.api_key = '«0a1b2c3d4e5f60718293a4b5c6d7e8f9»'"},
			NoMatch: []string{"ROLLBAR_API_KEY=your_key_here", "rollbar 0a1b2c3d4e5f60718293a4b5c6d7e8f9", "rollbar_version: 0a1b2c", "ROLLBAR_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "rollbar_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f9"},
		}.detector(),
	}
}
