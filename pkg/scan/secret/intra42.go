package secret

import "sluice/pkg/scan/rule"

func intra42() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "intra42-client-secret",
			About:    "42 intra client secret",
			Prefixes: []string{"s-s4t2ud-", "s-s4t2af-"},
			Body:     `[a-f0-9]{64}`,
			Match: []string{
				"INTRA___TOKEN=«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»",
				"Authorization: Bearer «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»",
			},
			NoMatch: []string{
				"s-s4t2ud-",
				"s-s4t2ud-aa360e43fe5b81cbf69ea",
				"s-s4t2af-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with s-s4t2ud- and is kept in the vault",
			},
		}.detector(),
	}
}
