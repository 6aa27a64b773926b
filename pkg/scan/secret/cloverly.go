package secret

import "sluice/pkg/scan/rule"

func cloverly() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "cloverly-key",
			About: "Cloverly API key",
			Words: []string{"cloverly"},
			Value: `[a-z0-9]{12,16}_?[a-z0-9]{12,20}`,
			Match: []string{
				"CLOVERLY_API_KEY=«70riz0d4nk62299pb1kry1gmn2vx»",
				`"cloverlyApiKey": "«fdj5waie4y2c7d9k_40ujp559h493p»"`,
				"my cloverly secret «dm6ommvv4rh4jn2cnvrve0u0rz8wbv4»",
			},
			NoMatch: []string{
				"value: 70riz0d4nk62299pb1kry1gmn2vx",
				"CLOVERLY_API_KEY=${CLOVERLY_API_KEY}",
				"cloverly api key is in the vault",
				"cloverly_version: fdj5wa.2",
			},
		}.detector(),
	}
}
