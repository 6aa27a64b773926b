package secret

import "sluice/pkg/scan/rule"

func mixpanel() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "mixpanel-secret", About: "Mixpanel API secret or project token",
			Words: []string{"mixpanel"}, Value: `[0-9a-f]{32}`, Bits: 3,
			Match:   []string{"mixpanel_secret: «0a1b2c3d4e5f60718293a4b5c6d7e8f9»", "mixpanel.api_key = '«0a1b2c3d4e5f60718293a4b5c6d7e8f9»'"},
			NoMatch: []string{"MIXPANEL_API_KEY=your_key_here", "mixpanel 0a1b2c3d4e5f60718293a4b5c6d7e8f9", "mixpanel_version: 0a1b2c", "MIXPANEL_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "mixpanel_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f9"},
		}.detector(),
	}
}
