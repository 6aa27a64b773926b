package secret

import "sluice/pkg/scan/rule"

func vapi() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "vapi-private-key", About: "Vapi private key",
			Words: []string{"vapi_", "vapi-", "vapi."}, Value: `[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`, Bits: 3,
			Match:   []string{"vapi.api_key = '«0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9»'", "VAPI_KEY=«0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9»"},
			NoMatch: []string{"VAPI_KEY=your_key_here", "vapi 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9", "vapi_version: 0a1b2c", "VAPI_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"},
		}.detector(),
	}
}
