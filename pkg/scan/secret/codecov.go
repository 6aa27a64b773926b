package secret

import "sluice/pkg/scan/rule"

func codecov() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule:  "codecov-token",
			About: "Codecov upload token",
			Words: []string{"codecov"},
			Value: uuidForm + `|[a-f0-9]{32}`,
			Match: []string{
				"CODECOV_API_KEY=«E6c9B9e0-5f5B-BA1f-EbDD-DAFCbA6bC4c0»",
				`"codecovApiKey": "«bb202f5e98d38af746aa13318e048d03»"`,
				"my codecov secret «D43a5B43-D12A-F0De-0b8e-5b393798C7a4»",
			},
			NoMatch: []string{
				"value: E6c9B9e0-5f5B-BA1f-EbDD-DAFCbA6bC4c0",
				"CODECOV_API_KEY=${CODECOV_API_KEY}",
				"codecov api key is in the vault",
				"codecov_version: bb202f.2",
			},
		}.detector(),
	}
}
