package secret

import "sluice/pkg/scan/rule"

func dub() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "dub-key",
			About:    "Dub.co API key",
			Prefixes: []string{"dub_"},
			Body:     `[A-Za-z0-9]{24}`,
			Left:     wordByte,
			Right:    tokenBytes,
			Match: []string{
				"DUB_TOKEN=«dub_0LLHfWeOD5VPwsz0HFH6PjfC»",
				"Authorization: Bearer «dub_Dve4kG6I7hiUOHd3739gq7kr»",
			},
			NoMatch: []string{
				"dub_",
				"dub_0LLHfWeO",
				"dub_xxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with dub_ and is kept in the vault",
			},
		}.detector(),
	}
}
