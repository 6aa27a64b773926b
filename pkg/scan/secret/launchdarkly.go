package secret

import "sluice/pkg/scan/rule"

func launchdarkly() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "launchdarkly-key",
			About:    "LaunchDarkly SDK key or access token",
			Prefixes: []string{"sdk-", "api-", "rel-"},
			Body:     uuidForm,
			Left:     wordByte,
			Right:    tokenBytes,
			Match: []string{
				"LAUNCHDARKLY_TOKEN=«sdk-4E3c6D95-cD55-f7f8-Fda0-6b7FaaD5eB4c»",
				"Authorization: Bearer «api-311eed9E-40cE-6caC-26AC-bBFCA9F51FB8»",
				`{"token": "«rel-0Ac09b9e-79Ad-3FF7-eDDD-4976Db57C17F»"}`,
			},
			NoMatch: []string{
				"sdk-",
				"sdk-4E3c6D95-cD5",
				"rel-xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx",
				"a token starts with sdk- and is kept in the vault",
			},
		}.detector(),
	}
}
