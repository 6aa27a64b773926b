package secret

import "sluice/pkg/scan/rule"

func coveralls() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "coveralls-token",
			About: "Coveralls repository or personal token",
			Words: []string{"coveralls"},
			Value: `[A-Za-z0-9]{32,40}`,
			Match: []string{
				"COVERALLS_API_KEY=«70RjD7ZXBGXF7kSF1IqXGz5ZjFD8wr5Zjx»",
				`"coverallsApiKey": "«mAMlksErRin1UNAGAZfp2djThNRkpdbfF»"`,
				"my coveralls secret «vWUpFxxb62sDnehByTPCMrXweWKP6UVguD»",
			},
			NoMatch: []string{
				"value: 70RjD7ZXBGXF7kSF1IqXGz5ZjFD8wr5Zjx",
				"COVERALLS_API_KEY=${COVERALLS_API_KEY}",
				"coveralls api key is in the vault",
				"coveralls_version: mAMlks.2",
			},
		}.detector(),
	}
}
