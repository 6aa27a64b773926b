package secret

import "sluice/pkg/scan/rule"

func clojars() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "clojars-token",
			About:    "Clojars deploy token",
			Prefixes: []string{"CLOJARS_"},
			Body:     `[a-f0-9]{60}`,
			Match: []string{
				"CLOJARS_TOKEN=«CLOJARS_ce7281f0b873445f97169a7fe9d9f31e474f2f3a72307c0b58000b0105ee»",
				"Authorization: Bearer «CLOJARS_476f588c1242d7b26a88f30b6acb4198e104384f854fd3503fa03de8dc90»",
			},
			NoMatch: []string{
				"CLOJARS_",
				"CLOJARS_ce7281f0b873445f9716",
				"CLOJARS_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with CLOJARS_ and is kept in the vault",
			},
		}.detector(),
	}
}
