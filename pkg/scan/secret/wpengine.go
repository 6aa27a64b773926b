package secret

import "sluice/pkg/scan/rule"

func wpEngine() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "wpengine-api-key", About: "WP Engine API key",
			Words: []string{"wpengine", "wp_engine", "wpe_apikey"}, Value: `[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`, Bits: 3,
			Match:   []string{`"wpengineToken": "«0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9»"`, "wpengine_secret: «0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9»"},
			NoMatch: []string{"WPENGINE_API_KEY=your_key_here", "wpengine 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9", "wpengine_version: 0a1b2c", "WPENGINE_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "wpengine_sha256: 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9"},
		}.detector(),
	}
}
