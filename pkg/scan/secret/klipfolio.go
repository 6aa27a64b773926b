package secret

import "sluice/pkg/scan/rule"

func klipfolio() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "klipfolio-key",
			About: "Klipfolio API key",
			Words: []string{"klipfolio"},
			Value: `[a-z0-9]{40}`,
			Match: []string{
				"KLIPFOLIO_API_KEY=«9gl3hv5ghns14qrb1z7fn85enblhbxnkzvc6nzm8»",
				`"klipfolioApiKey": "«py9ipu9gllf0zxpx301asiwls4au3htp0l2t18qo»"`,
				"my klipfolio secret «xrjj17k3meicd7dcey0h2dqydecjjhnqetarg54p»",
			},
			NoMatch: []string{
				"value: 9gl3hv5ghns14qrb1z7fn85enblhbxnkzvc6nzm8",
				"KLIPFOLIO_API_KEY=${KLIPFOLIO_API_KEY}",
				"klipfolio api key is in the vault",
				"klipfolio_version: py9ipu.2",
			},
		}.detector(),
	}
}
