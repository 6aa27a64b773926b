package secret

import "sluice/pkg/scan/rule"

func sambanova() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "sambanova-api-key", About: "SambaNova Cloud API key",
			Words: []string{"sambanova"}, Value: `[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`, Bits: 3,
			Match:   []string{"sambanova_secret: «0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9»", "sambanova.api_key = '«0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9»'"},
			NoMatch: []string{"SAMBANOVA_API_KEY=your_key_here", "sambanova 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9", "sambanova_version: 0a1b2c", "SAMBANOVA_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "sambanova_sha256: 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9"},
		}.detector(),
	}
}
