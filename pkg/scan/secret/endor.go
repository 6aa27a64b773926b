package secret

import "sluice/pkg/scan/rule"

func endor() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "endor-labs-key",
			About:    "Endor Labs API key or secret",
			Prefixes: []string{"endr+"},
			Body:     `[A-Za-z0-9-]{16}`,
			Match: []string{
				"ENDOR_TOKEN=«endr+8N7XxHN2HAY9ndLl»",
				"Authorization: Bearer «endr+A6giDHDcgBGe7f39»",
			},
			NoMatch: []string{
				"endr+",
				"endr+8N7Xx",
				"endr+xxxxxxxxxxxxxxxx",
				"a token starts with endr+ and is kept in the vault",
			},
		}.detector(),
	}
}
