package secret

import "sluice/pkg/scan/rule"

func opsgenie() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "opsgenie-api-key", About: "Opsgenie API key",
			Words: []string{"opsgenie", "geniekey"}, Value: `[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`, Bits: 3,
			Match:   []string{"opsgenie_secret: «0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9»", "opsgenie.api_key = '«0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9»'"},
			NoMatch: []string{"OPSGENIE_API_KEY=your_key_here", "opsgenie 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9", "opsgenie_version: 0a1b2c", "OPSGENIE_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "opsgenie_sha256: 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9"},
		}.detector(),
	}
}
