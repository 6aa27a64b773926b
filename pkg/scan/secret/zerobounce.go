package secret

import "sluice/pkg/scan/rule"

func zeroBounce() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "zerobounce-api-key", About: "ZeroBounce API key",
			Words: []string{"zerobounce"}, Value: `[0-9a-f]{32}`, Bits: 3,
			Match:   []string{`"zerobounceToken": "«0a1b2c3d4e5f60718293a4b5c6d7e8f9»"`, "zerobounce_secret: «0a1b2c3d4e5f60718293a4b5c6d7e8f9»"},
			NoMatch: []string{"ZEROBOUNCE_API_KEY=your_key_here", "zerobounce 0a1b2c3d4e5f60718293a4b5c6d7e8f9", "zerobounce_version: 0a1b2c", "ZEROBOUNCE_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "zerobounce_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f9"},
		}.detector(),
	}
}
