package secret

import "sluice/pkg/scan/rule"

func looker() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "looker-client-secret",
			About: "Looker API client secret",
			Words: []string{"looker"},
			Value: `[A-Za-z0-9]{24}`,
			Check: random,
			Match: []string{
				"LOOKER_API_KEY=«VATm5N8gfSOyNlZvcuMKTUw3»",
				`"lookerApiKey": "«6UL3Bqlh0OFVhrbF3Is0AnzE»"`,
				"my looker secret «bd3IBEyotDA4pkwSf4XCpDhy»",
			},
			NoMatch: []string{
				"value: VATm5N8gfSOyNlZvcuMKTUw3",
				"LOOKER_API_KEY=${LOOKER_API_KEY}",
				"looker api key is in the vault",
				"looker_version: 6UL3Bq.2",
			},
		}.detector(),
	}
}
