package secret

import "sluice/pkg/scan/rule"

func apilayer() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "apilayer-key",
			About: "APILayer key",
			Words: []string{"apilayer"},
			Value: `[A-Za-z0-9]{32}`,
			Match: []string{
				"APILAYER_API_KEY=«0gExieOFqpmUGFuUaLUW2xxCTorxH7h4»",
				`"apilayerApiKey": "«wp36roFCfg4eNcTJbRnckErhP4S1FlTE»"`,
				"my apilayer secret «SaGKWo8bFV3NWrGdUG13fUCr9cs37DmO»",
			},
			NoMatch: []string{
				"value: 0gExieOFqpmUGFuUaLUW2xxCTorxH7h4",
				"APILAYER_API_KEY=${APILAYER_API_KEY}",
				"apilayer api key is in the vault",
				"apilayer_version: wp36ro.2",
			},
		}.detector(),
	}
}
