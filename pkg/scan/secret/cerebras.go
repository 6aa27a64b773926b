package secret

import "sluice/pkg/scan/rule"

func cerebras() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "cerebras-key",
			About:    "Cerebras API key",
			Prefixes: []string{"csk-"},
			Body:     `[a-z0-9]{48}`,
			Left:     wordByte,
			Right:    tokenBytes,
			Match: []string{
				"CEREBRAS_TOKEN=«csk-x9xbup16776x9ojh9pkie61tai9mse80lr342haeb299z158»",
				"Authorization: Bearer «csk-koi2bfm8ebz2hnymc468champuavjws7t622cbztp8m4lt9t»",
			},
			NoMatch: []string{
				"csk-",
				"csk-x9xbup16776x9ojh",
				"csk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with csk- and is kept in the vault",
			},
		}.detector(),
	}
}
