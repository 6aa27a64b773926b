package secret

import "sluice/pkg/scan/rule"

func wakaTime() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "wakatime-api-key", About: "WakaTime API key",
			Prefixes: []string{"waka_"}, Body: `[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`,
			Right:   tokenBytes,
			Match:   []string{`"token": "«waka_0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9»"`, "the key is «waka_0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9», see"},
			NoMatch: []string{"waka_", "waka_your-key-here", "waka_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "waka_0a1b2c3d-4e5"},
		}.detector(),
	}
}
