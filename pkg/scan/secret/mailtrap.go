package secret

import "sluice/pkg/scan/rule"

func mailtrap() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "mailtrap-api-token", About: "Mailtrap API token",
			Words: []string{"mailtrap"}, Value: `[0-9a-f]{32}`, Bits: 3,
			Match:   []string{"mailtrap.api_key = '«0a1b2c3d4e5f60718293a4b5c6d7e8f9»'", "MAILTRAP_API_KEY=«0a1b2c3d4e5f60718293a4b5c6d7e8f9»"},
			NoMatch: []string{"MAILTRAP_API_KEY=your_key_here", "mailtrap 0a1b2c3d4e5f60718293a4b5c6d7e8f9", "mailtrap_version: 0a1b2c", "MAILTRAP_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "mailtrap_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f9"},
		}.detector(),
	}
}
