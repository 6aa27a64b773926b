package secret

import "sluice/pkg/scan/rule"

func langsmith() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "langsmith-key",
			About:    "LangSmith personal, service or older key",
			Prefixes: []string{"lsv2_pt_", "lsv2_sk_"},
			Body:     `[a-f0-9]{32}_[a-f0-9]{10}`,
			Match: []string{
				"LANGSMITH_TOKEN=«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»",
				"Authorization: Bearer «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»",
			},
			NoMatch: []string{
				"lsv2_pt_",
				"lsv2_pt_fca995fe5054b4",
				"lsv2_sk_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx_xxxxxxxxxx",
				"a token starts with lsv2_pt_ and is kept in the vault",
			},
		}.detector(),
		prefixed{
			Rule:     "langsmith-legacy-key",
			About:    "LangSmith API key of the older form",
			Prefixes: []string{"ls__"},
			Body:     `[a-f0-9]{32}`,
			Left:     wordByte,
			Right:    tokenBytes,
			Match: []string{
				"LANGSMITH_TOKEN=«ls__87b2e6f612a066d9fd56aefa4137d59a»",
				"Authorization: Bearer «ls__feac900404761d6615b5d155d4a4bdcc»",
			},
			NoMatch: []string{
				"ls__",
				"ls__87b2e6f612",
				"ls__xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with ls__ and is kept in the vault",
			},
		}.detector(),
	}
}
