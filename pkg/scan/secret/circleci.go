package secret

import "sluice/pkg/scan/rule"

func circleci() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "circleci-token",
			About:    "CircleCI personal or project API token",
			Prefixes: []string{"CCIPAT_", "CCIPRJ_"},
			Body:     `[A-Za-z0-9]{22}_[a-f0-9]{40}`,
			Match: []string{
				"CIRCLECI_TOKEN=«CCIPAT_hSmmNOzxNdKkSRVyDhCIHW_671d95b5c15640168161a5cfc13789373dff584f»",
				"Authorization: Bearer «CCIPRJ_2c4Y0c2NrSXTnsWHExj8KP_b27979594a4a262fbe80c747b122c5535d47083f»",
			},
			NoMatch: []string{
				"CCIPAT_",
				"CCIPAT_hSmmNOzxNdKkSRVyDhCIH",
				"CCIPRJ_xxxxxxxxxxxxxxxxxxxxxx_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with CCIPAT_ and is kept in the vault",
			},
		}.detector(),
		named{
			Rule:  "circleci-legacy-token",
			About: "CircleCI API token of the older form",
			Words: []string{"circleci", "circle_ci", "circle-ci", "circle_token"},
			Value: `[a-f0-9]{40}`,
			Match: []string{
				"CIRCLECI_API_KEY=«7972ee4d4f8a7330180e34f677832837fcf72336»",
				`"circleciApiKey": "«d7c548f536e3944eda8db4ddf6b494336fb54c14»"`,
				"my circleci secret «68f802fbd5f5895e421dd6208f62ba084f8ee10f»",
			},
			NoMatch: []string{
				"value: 7972ee4d4f8a7330180e34f677832837fcf72336",
				"CIRCLECI_API_KEY=${CIRCLECI_API_KEY}",
				"circleci api key is in the vault",
				"circleci_version: d7c548.2",
			},
		}.detector(),
	}
}
