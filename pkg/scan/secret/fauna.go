package secret

import "sluice/pkg/scan/rule"

func fauna() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "fauna-secret",
			About:    "Fauna database secret",
			Prefixes: []string{"fnA", "fnE"},
			Body:     `[A-Za-z0-9_-]{37,60}`,
			Bits:     3.5,
			Left:     wordByte,
			Right:    tokenBytes,
			Match: []string{
				"FAUNA_TOKEN=«fnAF2hEd95hZQJDOTEDVO8PfFhIpk9vVlxiMXuKCEO»",
				"Authorization: Bearer «fnEHlRGkVyGhU0ySWYllpSOaZ6wEPWkijS85xgjT»",
			},
			NoMatch: []string{
				"fnA",
				"fnAF2hEd95hZQJDO",
				"fnExxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with fnA and is kept in the vault",
			},
		}.detector(),
	}
}
