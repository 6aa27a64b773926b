package secret

import "sluice/pkg/scan/rule"

func ionic() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "ionic-token",
			About:    "Ionic API token",
			Prefixes: []string{"ion_"},
			Body:     `[A-Za-z0-9]{42}`,
			Left:     wordByte,
			Right:    tokenBytes,
			Match: []string{
				"IONIC_TOKEN=«ion_0SyLXsPaABUqIlzeM79dkcAkoChDPQJR5U0aamY5Va»",
				"Authorization: Bearer «ion_atB3vFHSyCf06wlUXPQv9kEQ6uRVgrvWPq8esBLhSc»",
			},
			NoMatch: []string{
				"ion_",
				"ion_0SyLXsPaABUqIl",
				"ion_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with ion_ and is kept in the vault",
			},
		}.detector(),
	}
}
