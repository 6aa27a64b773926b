package secret

import "sluice/pkg/scan/rule"

func urlscan() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "urlscan-api-key", About: "urlscan.io API key",
			Words: []string{"urlscan"}, Value: `[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`, Bits: 3,
			Match:   []string{"URLSCAN_API_KEY=«0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9»", `"urlscanToken": "«0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9»"`},
			NoMatch: []string{"URLSCAN_API_KEY=your_key_here", "urlscan 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9", "urlscan_version: 0a1b2c", "URLSCAN_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "urlscan_sha256: 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9"},
		}.detector(),
	}
}
