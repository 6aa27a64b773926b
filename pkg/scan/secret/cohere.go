package secret

import "sluice/pkg/scan/rule"

func cohere() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "cohere-key",
			About: "Cohere API key",
			Words: []string{"cohere", "co_api_key"},
			Value: `[A-Za-z0-9]{40}`,
			Match: []string{
				"COHERE_API_KEY=«l8hzf2c6g78FRzGqhtnEBnN0QcmHzGt0MLE9i3Aa»",
				`"cohereApiKey": "«ILHegDXbfZ2YqhXG0WVoqhcTTMkIbfKWJp8dAWBz»"`,
				"my cohere secret «Ji4FkZV814E0U00YFhFFTJpYeG8nWHS5WSbVrYYv»",
			},
			NoMatch: []string{
				"value: l8hzf2c6g78FRzGqhtnEBnN0QcmHzGt0MLE9i3Aa",
				"COHERE_API_KEY=${COHERE_API_KEY}",
				"cohere api key is in the vault",
				"cohere_version: ILHegD.2",
			},
		}.detector(),
	}
}
