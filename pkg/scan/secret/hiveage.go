package secret

import "sluice/pkg/scan/rule"

func hiveage() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "hiveage-key",
			About: "Hiveage API key",
			Words: []string{"hiveage"},
			Value: `[A-Za-z0-9]{20,24}`,
			Match: []string{
				"HIVEAGE_API_KEY=«uWTXZX5Wl3O8HAoWtYOlI5»",
				`"hiveageApiKey": "«EQkLt5uxYEXeosCUEq19eW»"`,
				"my hiveage secret «rrJBgKe5NiTne6rIeaK79b2g»",
			},
			NoMatch: []string{
				"value: uWTXZX5Wl3O8HAoWtYOlI5",
				"HIVEAGE_API_KEY=${HIVEAGE_API_KEY}",
				"hiveage api key is in the vault",
				"hiveage_version: EQkLt5.2",
			},
		}.detector(),
	}
}
