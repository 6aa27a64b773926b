package secret

import "sluice/pkg/scan/rule"

func autoklose() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "autoklose-token",
			About: "Autoklose API token",
			Words: []string{"autoklose"},
			Value: `[A-Za-z0-9]{32}`,
			Match: []string{
				"AUTOKLOSE_API_KEY=«D8ra126v1jpDzhSgjsKr7vgsLO2nRN2d»",
				`"autokloseApiKey": "«4eUtRkiNasPeOMXH1KykQ6DzA2skXzeV»"`,
				"my autoklose secret «XL5tQUnJkwDSk4zz4HaL5CS6ar6zdcbl»",
			},
			NoMatch: []string{
				"value: D8ra126v1jpDzhSgjsKr7vgsLO2nRN2d",
				"AUTOKLOSE_API_KEY=${AUTOKLOSE_API_KEY}",
				"autoklose api key is in the vault",
				"autoklose_version: 4eUtRk.2",
			},
		}.detector(),
	}
}
