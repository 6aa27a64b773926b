package secret

import "sluice/pkg/scan/rule"

func bitly() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "bitly-token",
			About: "Bitly access token",
			Words: []string{"bitly", "bit.ly"},
			Value: `[a-f0-9]{40}`,
			Match: []string{
				"BITLY_API_KEY=«ef34ff6dad5d33a61f4b6ec05f2fcf4cce15ef50»",
				`"bitlyApiKey": "«fbc63b1f98a798b2754dcbdb34f3840e089a0786»"`,
				"my bitly secret «1f338053f8ae8dcacd53dea747841a39f6e90cd2»",
			},
			NoMatch: []string{
				"value: ef34ff6dad5d33a61f4b6ec05f2fcf4cce15ef50",
				"BITLY_API_KEY=${BITLY_API_KEY}",
				"bitly api key is in the vault",
				"bitly_version: fbc63b.2",
			},
		}.detector(),
	}
}
