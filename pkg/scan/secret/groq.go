package secret

import "sluice/pkg/scan/rule"

func groq() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "groq-key",
			About:    "Groq API key",
			Prefixes: []string{"gsk_"},
			Body:     `[A-Za-z0-9]{52}`,
			Left:     wordByte,
			Right:    tokenBytes,
			Match: []string{
				"GROQ_TOKEN=«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»",
				"Authorization: Bearer «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»",
			},
			NoMatch: []string{
				"gsk_",
				"gsk_msafzyXYGqsDKCm5G",
				"gsk_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with gsk_ and is kept in the vault",
			},
		}.detector(),
	}
}
