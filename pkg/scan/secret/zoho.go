package secret

import "sluice/pkg/scan/rule"

func zoho() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "zoho-token", About: "Zoho OAuth token or code",
			Prefixes: []string{"1000."}, Body: `[0-9a-f]{32}\.[0-9a-f]{32}`,
			Bits: 3, Left: rule.Bytes("A-Za-z0-9."), Right: tokenBytes,
			Match:   []string{`curl -H "X-Api-Key: «1000.0a1b2c3d4e5f60718293a4b5c6d7e8f9.0a1b2c3d4e5f60718293a4b5c6d7e8f9»" https://example.com`, `"token": "«1000.0a1b2c3d4e5f60718293a4b5c6d7e8f9.0a1b2c3d4e5f60718293a4b5c6d7e8f9»"`},
			NoMatch: []string{"1000.", "1000.your-key-here", "1000.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "1000.0a1b2c3d4e5f60718293a"},
		}.detector(),
	}
}
