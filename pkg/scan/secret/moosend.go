package secret

import "sluice/pkg/scan/rule"

func moosend() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "moosend-api-key", About: "Moosend API key",
			Words: []string{"moosend"}, Value: `[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`, Bits: 3,
			Match:   []string{"MOOSEND_API_KEY=«0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9»", `"moosendToken": "«0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9»"`},
			NoMatch: []string{"MOOSEND_API_KEY=your_key_here", "moosend 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9", "moosend_version: 0a1b2c", "MOOSEND_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "moosend_sha256: 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9"},
		}.detector(),
	}
}
