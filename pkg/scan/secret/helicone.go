package secret

import "sluice/pkg/scan/rule"

func helicone() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "helicone-key",
			About:    "Helicone API key",
			Prefixes: []string{"sk-helicone-", "pk-helicone-"},
			Body:     `(?:[a-z]{2}-)?[a-z0-9]{7}(?:-[a-z0-9]{7}){3}`,
			Check:    digits,
			Match: []string{
				"HELICONE_TOKEN=«sk-helicone-bdqmtxw-r08f46g-56dj31c-t9r2lcc»",
				"Authorization: Bearer «pk-helicone-cv-6w2gved-b2kgf5w-o83nfk9-meqf3bf»",
			},
			NoMatch: []string{
				"sk-helicone-",
				"sk-helicone-bdqmtxw-r0",
				"pk-helicone-xxxxxxx-xxxxxxx-xxxxxxx-xxxxxxx",
				"a token starts with sk-helicone- and is kept in the vault",
			},
		}.detector(),
	}
}
