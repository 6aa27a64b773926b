package secret

import "sluice/pkg/scan/rule"

func jina() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "jina-key",
			About:    "Jina AI API key",
			Prefixes: []string{"jina_"},
			Body:     `[a-f0-9]{32}[A-Za-z0-9_-]{28}`,
			Match: []string{
				"JINA_TOKEN=«jina_72ab1e21bca355e6b46602f5fa3e6030p2tSOeqoVs1dMT1rrqOKZrbiYBhU»",
				"Authorization: Bearer «jina_24b029b74cbfb39f5252b589b714cf56BjNdwkxT615JRkQGVaoTaKH9PdDW»",
			},
			NoMatch: []string{
				"jina_",
				"jina_72ab1e21bca355e6b466",
				"jina_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with jina_ and is kept in the vault",
			},
		}.detector(),
	}
}
