package secret

import "sluice/pkg/scan/rule"

func codequiry() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "codequiry-key",
			About: "Codequiry API key",
			Words: []string{"codequiry"},
			Value: `[a-f0-9]{64}`,
			Match: []string{
				"CODEQUIRY_API_KEY=«f9cfb901f90466b51643da619fc111ce4b51834be217573f4ee9995ebb3ad7b2»",
				`"codequiryApiKey": "«03e86e7b3821a6fd3a2e9414dd9f00d5697c678eda724993d3ca5b06e0e4a1c3»"`,
				"my codequiry secret «68bc3c385500144b1f51788a88e0ecf29394ccb77a80068ff4812420f2ec625c»",
			},
			NoMatch: []string{
				"value: f9cfb901f90466b51643da619fc111ce4b51834be217573f4ee9995ebb3ad7b2",
				"CODEQUIRY_API_KEY=${CODEQUIRY_API_KEY}",
				"codequiry api key is in the vault",
				"codequiry_version: 03e86e.2",
			},
		}.detector(),
	}
}
