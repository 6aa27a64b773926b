package secret

import "sluice/pkg/scan/rule"

func flagsmith() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "flagsmith-server-key",
			About:    "Flagsmith server-side environment key",
			Prefixes: []string{"ser."},
			Body:     `[A-Za-z0-9]{22}`,
			Bits:     3.5,
			Left:     wordByte,
			Right:    tokenBytes,
			Match: []string{
				"FLAGSMITH_TOKEN=«ser.coU1RUuAJ7JEiIdsoCiF20»",
				"Authorization: Bearer «ser.i51i2ETljmkpPGmyYzvZMV»",
			},
			NoMatch: []string{
				"ser.",
				"ser.coU1RUu",
				"ser.xxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with ser. and is kept in the vault",
			},
		}.detector(),
	}
}
