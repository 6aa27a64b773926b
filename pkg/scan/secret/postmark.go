package secret

import "sluice/pkg/scan/rule"

func postmark() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "postmark-token", About: "Postmark server or account token",
			Words: []string{"postmark"}, Value: `[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`, Bits: 3,
			Match:   []string{"postmark.api_key = '«0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9»'", "POSTMARK_API_KEY=«0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9»"},
			NoMatch: []string{"POSTMARK_API_KEY=your_key_here", "postmark 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9", "postmark_version: 0a1b2c", "POSTMARK_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "postmark_sha256: 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9"},
		}.detector(),
	}
}
