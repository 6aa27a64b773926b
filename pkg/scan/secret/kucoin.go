package secret

import "sluice/pkg/scan/rule"

func kucoin() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "kucoin-key",
			About: "KuCoin API key id",
			Words: []string{"kucoin"},
			Value: `[a-f0-9]{24}`,
			Match: []string{
				"KUCOIN_API_KEY=«f5b4b06e2a79228f9c43a303»",
				`"kucoinApiKey": "«70010172eb982c4a90b8c3ac»"`,
				"my kucoin secret «90ebe6f1484bf3172b692bd4»",
			},
			NoMatch: []string{
				"value: f5b4b06e2a79228f9c43a303",
				"KUCOIN_API_KEY=${KUCOIN_API_KEY}",
				"kucoin api key is in the vault",
				"kucoin_version: 700101.2",
			},
		}.detector(),
		weak{
			Rule:  "kucoin-secret",
			About: "KuCoin API secret",
			Words: []string{"kucoin"},
			Value: uuidForm,
			Match: []string{
				"KUCOIN_API_KEY=«1166847A-b37a-BFfE-31d5-3C04973d86aF»",
				`"kucoinApiKey": "«aAB2eE9b-aE2A-afa3-AbD7-71A83ad9ffEb»"`,
				"my kucoin secret «FDb51FB6-973a-4213-9Cd4-aC2351464dE1»",
			},
			NoMatch: []string{
				"value: 1166847A-b37a-BFfE-31d5-3C04973d86aF",
				"KUCOIN_API_KEY=${KUCOIN_API_KEY}",
				"kucoin api key is in the vault",
				"kucoin_version: aAB2eE.2",
			},
		}.detector(),
	}
}
