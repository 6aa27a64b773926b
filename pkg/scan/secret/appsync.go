package secret

import "sluice/pkg/scan/rule"

func appsync() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "aws-appsync-key",
			About:    "AWS AppSync API key",
			Prefixes: []string{"da2-"},
			Body:     `[a-z0-9]{26}`,
			Match: []string{
				"APPSYNC_TOKEN=«da2-vcgm174h1mxozhcyuowk0vrt5u»",
				"Authorization: Bearer «da2-oc3uof5wtftjv65k4mz2rbmg0k»",
			},
			NoMatch: []string{
				"da2-",
				"da2-vcgm174h",
				"da2-xxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with da2- and is kept in the vault",
			},
		}.detector(),
	}
}
