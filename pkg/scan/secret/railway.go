package secret

import "sluice/pkg/scan/rule"

func railway() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "railway-token", About: "Railway API or project token",
			Words: []string{"railway_", "railway-"}, Value: `[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`, Bits: 3,
			Match:   []string{"railway_secret: «0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9»", "RAILWAY_API_KEY=«0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9»"},
			NoMatch: []string{"RAILWAY_API_KEY=your_key_here", "railway 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9", "railway_version: 0a1b2c", "RAILWAY_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "railway_sha256: 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9"},
		}.detector(),
	}
}
