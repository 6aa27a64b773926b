package secret

import "sluice/pkg/scan/rule"

func groovehq() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "groove-token",
			About: "Groove access token",
			Words: []string{"groovehq"},
			Value: `[a-f0-9]{64}`,
			Match: []string{
				"GROOVEHQ_TOKEN=«0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9»",
			},
			NoMatch: []string{
				"value: fba5e17d268df2e99916a5123638ceab990cc3724e153456fed4eb25fd5ee5f9",
				"GROOVEHQ_API_KEY=${GROOVEHQ_API_KEY}",
				"groovehq api key is in the vault",
				"groovehq_version: d8df9f.2",
			},
		}.detector(),
	}
}
