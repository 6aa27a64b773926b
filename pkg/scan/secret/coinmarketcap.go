package secret

import "sluice/pkg/scan/rule"

func coinmarketcap() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule:  "coinmarketcap-key",
			About: "CoinMarketCap API key",
			Words: []string{"coinmarketcap", "cmc_pro", "cmc_api", "cmc-api"},
			Value: uuidForm,
			Match: []string{
				"COINMARKETCAP_API_KEY=«5D5A7B15-8cf7-Fe6B-e1AE-BBaa2aAFb1AC»",
				`"coinmarketcapApiKey": "«Ce5CBaE7-fBa6-9a92-Ca84-0f691Bffc8d6»"`,
				"my coinmarketcap secret «1efdd20B-9F63-F07e-D1bD-89C10C1C9b9d»",
			},
			NoMatch: []string{
				"value: 5D5A7B15-8cf7-Fe6B-e1AE-BBaa2aAFb1AC",
				"COINMARKETCAP_API_KEY=${COINMARKETCAP_API_KEY}",
				"coinmarketcap api key is in the vault",
				"coinmarketcap_version: Ce5CBa.2",
			},
		}.detector(),
	}
}
