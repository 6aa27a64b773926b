package secret

import "sluice/pkg/scan/rule"

func coinapi() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "coinapi-key",
			About: "CoinAPI key",
			Words: []string{"coinapi"},
			Value: `[A-Fa-f0-9]{8}-(?:[A-Za-z0-9]{4}-){3}[A-Fa-f0-9]{12}`,
			Match: []string{
				"COINAPI_API_KEY=«B133d1D6-YE89-6VpC-CnXn-E2f0Bd95c254»",
				`"coinapiApiKey": "«eDb663E2-rtd4-XX3x-hmd6-D60EeCb4C0FC»"`,
				"my coinapi secret «1BC99AdB-FAtg-Z2aj-YDih-FED39D4C3421»",
			},
			NoMatch: []string{
				"value: B133d1D6-YE89-6VpC-CnXn-E2f0Bd95c254",
				"COINAPI_API_KEY=${COINAPI_API_KEY}",
				"coinapi api key is in the vault",
				"coinapi_version: eDb663.2",
			},
		}.detector(),
	}
}
