package secret

import "sluice/pkg/scan/rule"

func etsy() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "etsy-key",
			About: "Etsy keystring or shared secret",
			Words: []string{"etsy"},
			Value: `[a-z0-9]{10,24}`,
			Check: random,
			Match: []string{
				"ETSY_API_KEY=«v1m4bn3vaqb5yz»",
				`"etsyApiKey": "«z7jdhofm0u84d»"`,
				"my etsy secret «to8xebn6u0qa»",
			},
			NoMatch: []string{
				"value: v1m4bn3vaqb5yz",
				"ETSY_API_KEY=${ETSY_API_KEY}",
				"etsy api key is in the vault",
				"etsy_version: z7jdho.2",
			},
		}.detector(),
	}
}
