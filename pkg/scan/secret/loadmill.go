package secret

import "sluice/pkg/scan/rule"

func loadmill() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "loadmill-token",
			About: "Loadmill API token",
			Words: []string{"loadmill"},
			Value: `[A-Za-z0-9]{40}`,
			Match: []string{
				"LOADMILL_API_KEY=«gEUsJfniun8Sg4D2sTZkdfsnGTjQHTCk2CIFao6E»",
				`"loadmillApiKey": "«rNoh3TQptnUt7JLP1opXGPmhcyzkQkD20rjnNxH4»"`,
				"my loadmill secret «thnPisQMVzGBr6UKUVFydFxaadlmdz5Yeeu9uVqY»",
			},
			NoMatch: []string{
				"value: gEUsJfniun8Sg4D2sTZkdfsnGTjQHTCk2CIFao6E",
				"LOADMILL_API_KEY=${LOADMILL_API_KEY}",
				"loadmill api key is in the vault",
				"loadmill_version: rNoh3T.2",
			},
		}.detector(),
	}
}
