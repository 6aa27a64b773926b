package secret

import "sluice/pkg/scan/rule"

func statuspage() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "statuspage-api-key", About: "Statuspage API key",
			Words: []string{"statuspage"}, Value: `[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{64}`, Bits: 3,
			Match:   []string{"statuspage_secret: «0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9»", "statuspage.api_key = '«0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9»'"},
			NoMatch: []string{"STATUSPAGE_API_KEY=your_key_here", "statuspage 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9", "statuspage_version: 0a1b2c", "STATUSPAGE_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "statuspage_sha256: 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9"},
		}.detector(),
	}
}
