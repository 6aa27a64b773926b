package secret

import "sluice/pkg/scan/rule"

func pastebin() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "pastebin-dev-key", About: "Pastebin developer key",
			Words: []string{"pastebin"}, Value: `[0-9a-f]{32}`, Bits: 3,
			Match:   []string{"pastebin_secret: «0a1b2c3d4e5f60718293a4b5c6d7e8f9»", "pastebin.api_key = '«0a1b2c3d4e5f60718293a4b5c6d7e8f9»'"},
			NoMatch: []string{"PASTEBIN_API_KEY=your_key_here", "pastebin 0a1b2c3d4e5f60718293a4b5c6d7e8f9", "pastebin_version: 0a1b2c", "PASTEBIN_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "pastebin_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f9"},
		}.detector(),
	}
}
