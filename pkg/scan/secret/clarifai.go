package secret

import "sluice/pkg/scan/rule"

func clarifai() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "clarifai-key",
			About: "Clarifai API key or personal token",
			Words: []string{"clarifai"},
			Value: `[A-Za-z0-9]{32}`,
			Match: []string{
				"CLARIFAI_API_KEY=«upgKhAVEbGbgKOfUs7qx9ANp4sdk3QGM»",
				`"clarifaiApiKey": "«QlUmskdHaqKvf5Jp0QQie1Krau6Jg7uf»"`,
				"my clarifai secret «O9UerkpY268wk4Uibh5zrIQtB1tzRWoL»",
			},
			NoMatch: []string{
				"value: upgKhAVEbGbgKOfUs7qx9ANp4sdk3QGM",
				"CLARIFAI_API_KEY=${CLARIFAI_API_KEY}",
				"clarifai api key is in the vault",
				"clarifai_version: QlUmsk.2",
			},
		}.detector(),
	}
}
