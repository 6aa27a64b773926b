package secret

import "sluice/pkg/scan/rule"

func squareSpace() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "squarespace-api-key", About: "Squarespace API key",
			Words: []string{"squarespace"}, Value: `[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`, Bits: 3,
			Match:   []string{"SQUARESPACE_API_KEY=«0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9»", `"squarespaceToken": "«0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9»"`},
			NoMatch: []string{"SQUARESPACE_API_KEY=your_key_here", "squarespace 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9", "squarespace_version: 0a1b2c", "SQUARESPACE_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "squarespace_sha256: 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9"},
		}.detector(),
	}
}
