package secret

import "sluice/pkg/scan/rule"

func nango() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "nango-secret-key", About: "Nango secret key",
			Words: []string{"nango"}, Value: `[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`, Bits: 3,
			Match:   []string{"nango_secret: «0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9»", "nango.api_key = '«0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9»'"},
			NoMatch: []string{"NANGO_API_KEY=your_key_here", "nango 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9", "nango_version: 0a1b2c", "NANGO_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "nango_sha256: 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9"},
		}.detector(),
	}
}
