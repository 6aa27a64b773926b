package secret

import "sluice/pkg/scan/rule"

func cursor() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "cursor-key",
			About:    "Cursor API key",
			Prefixes: []string{"crsr_", "key_"},
			Body:     `[a-f0-9]{64}`,
			Left:     wordByte,
			Right:    tokenBytes,
			Match: []string{
				"CURSOR_TOKEN=«crsr_b3e7873b8b775cd6375eba145cdb938464e584d6e1c6772419fba51f420b6323»",
				"Authorization: Bearer «key_446caac85efd797a45deb24b8192a8a820c6f80743649889cbcc387b419b2e08»",
			},
			NoMatch: []string{
				"crsr_",
				"crsr_b3e7873b8b775cd6375eb",
				"key_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with crsr_ and is kept in the vault",
			},
		}.detector(),
	}
}
