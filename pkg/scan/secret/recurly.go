package secret

import "sluice/pkg/scan/rule"

func recurly() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "recurly-api-key", About: "Recurly private API key",
			Words: []string{"recurly"}, Value: `[0-9a-f]{32}`, Bits: 3,
			Match:   []string{"RECURLY_API_KEY=«0a1b2c3d4e5f60718293a4b5c6d7e8f9»", `"recurlyToken": "«0a1b2c3d4e5f60718293a4b5c6d7e8f9»"`},
			NoMatch: []string{"RECURLY_API_KEY=your_key_here", "recurly 0a1b2c3d4e5f60718293a4b5c6d7e8f9", "recurly_version: 0a1b2c", "RECURLY_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "recurly_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f9"},
		}.detector(),
	}
}
