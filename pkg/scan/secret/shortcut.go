package secret

import "sluice/pkg/scan/rule"

func shortcut() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "shortcut-api-token", About: "Shortcut (Clubhouse) API token",
			Words: []string{"shortcut_api", "shortcut_token", "shortcut-token", "clubhouse"}, Value: `[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`, Bits: 3,
			Match:   []string{`"shortcut_apiToken": "«0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9»"`, "shortcut_api_secret: «0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9»"},
			NoMatch: []string{"SHORTCUT_API_KEY=your_key_here", "shortcut_api 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9", "shortcut_api_version: 0a1b2c", "SHORTCUT_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"},
		}.detector(),
	}
}
