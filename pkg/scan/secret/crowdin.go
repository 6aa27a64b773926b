package secret

import "sluice/pkg/scan/rule"

func crowdin() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "crowdin-token",
			About: "Crowdin API token",
			Words: []string{"crowdin"},
			Value: `[A-Za-z0-9]{76,84}`,
			Match: []string{
				"CROWDIN_API_KEY=«RwuO3WXoBI0LGTv3T864msEn6JD2cUc0iFLa9qrsdwazZN508eKOeopry9IIuejeyoVgqBod2RED»",
				`"crowdinApiKey": "«HjbzmXSbGlzHCgdEfKs9CSTmVAXIJ31ZzZpBHJU5LFtqbONl7ANmzK5RfBkbtbBRhemdlIX7jwyj»"`,
				"my crowdin secret «nhPc1EPM710TzfAThACZuNOsGe0Mz5ELA5scBupeXOpQKMXC8nZSIzCWB79uVnF1Ubg2WH3GQBhJ»",
			},
			NoMatch: []string{
				"value: RwuO3WXoBI0LGTv3T864msEn6JD2cUc0iFLa9qrsdwazZN508eKOeopry9IIuejeyoVgqBod2RED",
				"CROWDIN_API_KEY=${CROWDIN_API_KEY}",
				"crowdin api key is in the vault",
				"crowdin_version: HjbzmX.2",
			},
		}.detector(),
	}
}
