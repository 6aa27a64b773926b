package secret

import "sluice/pkg/scan/rule"

func checkr() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "checkr-key",
			About: "Checkr API key",
			Words: []string{"checkr"},
			Value: `[a-f0-9]{40}`,
			Match: []string{
				"CHECKR_API_KEY=«ecd118345e482745136052740ded3a3036c343ec»",
				`"checkrApiKey": "«3c7076e5ed54c76169d30d5802f91525e61eed91»"`,
				"my checkr secret «cfe6620212bab5d240b5c57ccee67110b502e0d2»",
			},
			NoMatch: []string{
				"value: ecd118345e482745136052740ded3a3036c343ec",
				"CHECKR_API_KEY=${CHECKR_API_KEY}",
				"checkr api key is in the vault",
				"checkr_version: 3c7076.2",
			},
		}.detector(),
	}
}
