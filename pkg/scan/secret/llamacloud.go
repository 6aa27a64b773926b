package secret

import "sluice/pkg/scan/rule"

func llamacloud() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "llamacloud-key",
			About:    "LlamaCloud API key",
			Prefixes: []string{"llx-"},
			Body:     `[A-Za-z0-9]{48}`,
			Left:     wordByte,
			Right:    tokenBytes,
			Match: []string{
				"LLAMACLOUD_TOKEN=«llx-x45EdlsOaCjHhkSjZBscOC632z1V7GQHjvlQLfvJv1RpWkYk»",
				"Authorization: Bearer «llx-q0SB1CsWTJEkdZMVhNLVbPlGq2OUUDGKdBMxwEe4V4Wj4LaP»",
			},
			NoMatch: []string{
				"llx-",
				"llx-x45EdlsOaCjHhkSj",
				"llx-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with llx- and is kept in the vault",
			},
		}.detector(),
	}
}
