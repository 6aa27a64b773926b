package secret

import "sluice/pkg/scan/rule"

func finicity() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "finicity-key",
			About: "Finicity app key, partner secret or token",
			Words: []string{"finicity"},
			Value: `[A-Za-z0-9]{20,32}`,
			Match: []string{
				"FINICITY_API_KEY=«V2LUutKgodxaBfi88icmY3»",
				`"finicityApiKey": "«c5FxkXF8MgbZqzpKVuSOIk»"`,
				"my finicity secret «vsNAmh1U6EL3wsVORFsbMfY2»",
			},
			NoMatch: []string{
				"value: V2LUutKgodxaBfi88icmY3",
				"FINICITY_API_KEY=${FINICITY_API_KEY}",
				"finicity api key is in the vault",
				"finicity_version: c5FxkX.2",
			},
		}.detector(),
	}
}
