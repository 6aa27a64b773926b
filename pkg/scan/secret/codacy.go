package secret

import "sluice/pkg/scan/rule"

func codacy() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "codacy-token",
			About: "Codacy token",
			Words: []string{"codacy"},
			Value: `[A-Za-z0-9]{20,32}`,
			Match: []string{
				"CODACY_API_KEY=«bWLsYcb3vdDuUdRmEx2cmg»",
				`"codacyApiKey": "«wlLwP35uDyMNpTHkHw8cM9XO»"`,
				"my codacy secret «ES8FDKSmNluseZut87LQ4Kx»",
			},
			NoMatch: []string{
				"value: bWLsYcb3vdDuUdRmEx2cmg",
				"CODACY_API_KEY=${CODACY_API_KEY}",
				"codacy api key is in the vault",
				"codacy_version: wlLwP3.2",
			},
		}.detector(),
	}
}
