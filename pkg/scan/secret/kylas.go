package secret

import "sluice/pkg/scan/rule"

func kylas() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule:  "kylas-key",
			About: "Kylas API key",
			Words: []string{"kylas"},
			Value: uuidForm + `(?::[0-9]{1,9})?`,
			Match: []string{
				"KYLAS_API_KEY=«c2dec17D-ef21-636E-5AD7-A3CACeD8e80b»",
				`"kylasApiKey": "«D0239520-a0BB-70A2-3259-cbeAea3DF0FA:7414»"`,
				"my kylas secret «b9EFB8Ac-74CD-913c-b4c7-Aea0C6A4cf3c:0»",
			},
			NoMatch: []string{
				"value: c2dec17D-ef21-636E-5AD7-A3CACeD8e80b",
				"KYLAS_API_KEY=${KYLAS_API_KEY}",
				"kylas api key is in the vault",
				"kylas_version: D02395.2",
			},
		}.detector(),
	}
}
