package secret

import "sluice/pkg/scan/rule"

func dwolla() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "dwolla-secret",
			About: "Dwolla application key or secret",
			Words: []string{"dwolla"},
			Value: `[A-Za-z0-9]{50}`,
			Match: []string{
				"DWOLLA_API_KEY=«By9FfQW5FRuOcLbLU2MAvqZHDHjcSL8BR3wKydiGAR9yZwf69i»",
				`"dwollaApiKey": "«Q22Vp9rUozheFygf1llTyuZqWlQlRQZXqUYcNEEL0ClEhR8aS9»"`,
				"my dwolla secret «Y9LPvul1d7dmdjElRcVf3WQPR6q7vMv6jQ4Bz5cz9NbHWmr0S5»",
			},
			NoMatch: []string{
				"value: By9FfQW5FRuOcLbLU2MAvqZHDHjcSL8BR3wKydiGAR9yZwf69i",
				"DWOLLA_API_KEY=${DWOLLA_API_KEY}",
				"dwolla api key is in the vault",
				"dwolla_version: Q22Vp9.2",
			},
		}.detector(),
	}
}
