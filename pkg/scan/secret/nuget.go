package secret

import "sluice/pkg/scan/rule"

func nuget() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "nuget-api-key", About: "NuGet API key",
			Prefixes: []string{"oy2"}, Body: `[a-z0-9]{43}`,
			Bits: 3, Left: alnum, Right: tokenBytes, Check: letters(0.95), Validator: "letters and digits",
			Match:   []string{`"token": "«oy24exampl0kt7bqz3vnw5example0123456789rj8y4ex»"`, "the key is «oy24exampl0kt7bqz3vnw5example0123456789rj8y4ex», see"},
			NoMatch: []string{"oy2", "oy2your-key-here", "oy2xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "oy24exampl0kt7bqz"},
		}.detector(),
	}
}
