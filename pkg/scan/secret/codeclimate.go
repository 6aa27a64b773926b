package secret

import "sluice/pkg/scan/rule"

func codeclimate() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "codeclimate-token",
			About: "Code Climate reporter or access token",
			Words: []string{"codeclimate", "code_climate", "code-climate", "cc_test_reporter"},
			Value: `[a-f0-9]{40,64}`,
			Match: []string{
				"CODECLIMATE_API_KEY=«1c20bfc94d2790822cef36552da767b473c29c11e»",
				`"codeclimateApiKey": "«f21653b619b571564e5e3092ed307cae0a4ac8ee»"`,
				"my codeclimate secret «d51cb5fdc2ff53107c25cbac0ee5da20a1b1e6663cb»",
			},
			NoMatch: []string{
				"value: 1c20bfc94d2790822cef36552da767b473c29c11e",
				"CODECLIMATE_API_KEY=${CODECLIMATE_API_KEY}",
				"codeclimate api key is in the vault",
				"codeclimate_version: f21653.2",
			},
		}.detector(),
	}
}
