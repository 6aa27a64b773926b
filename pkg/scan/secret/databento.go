package secret

import "sluice/pkg/scan/rule"

func databento() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "databento-key",
			About:    "Databento API key",
			Prefixes: []string{"db-"},
			Body:     `[A-Za-z0-9]{29}`,
			Bits:     3.3,
			Left:     wordByte,
			Right:    tokenBytes,
			Check:    bothCasesScore,
			Match: []string{
				"DATABENTO_TOKEN=«db-HptJjOH9maEC8mRQcxF0A7JoJxsdN»",
				"Authorization: Bearer «db-v0idPmqdUs24jxiXreC14GirGD8FC»",
			},
			NoMatch: []string{
				"db-",
				"db-HptJjOH9m",
				"db-xxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with db- and is kept in the vault",
			},
		}.detector(),
	}
}
