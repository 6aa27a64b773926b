package secret

import "sluice/pkg/scan/rule"

func infracost() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "infracost-key",
			About:    "Infracost API key",
			Prefixes: []string{"ico-"},
			Body:     `[A-Za-z0-9]{32}`,
			Left:     wordByte,
			Right:    tokenBytes,
			Match: []string{
				"INFRACOST_TOKEN=«ico-Ju09HDBkgDku2RDTgmkBTcXux4p5KT07»",
				"Authorization: Bearer «ico-pcwCuxlcRH49SfTDj3HvJLYtPbACfZsg»",
			},
			NoMatch: []string{
				"ico-",
				"ico-Ju09HDBkgD",
				"ico-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with ico- and is kept in the vault",
			},
		}.detector(),
	}
}
