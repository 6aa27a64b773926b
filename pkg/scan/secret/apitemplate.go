package secret

import "sluice/pkg/scan/rule"

func apitemplate() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "apitemplate-key",
			About: "APITemplate.io key",
			Words: []string{"apitemplate"},
			Value: `[A-Za-z0-9]{32,44}`,
			Match: []string{
				"APITEMPLATE_API_KEY=«YZ2cQIJvzuidWRLLaA7rZUQMnJb6nhdH»",
				`"apitemplateApiKey": "«YCM0MqZPsf4lqgB5HxjTGVVnWK27ACMfCR»"`,
				"my apitemplate secret «hNC6OVyUOXdBCsHwMGsTHP5EoHx5vl661Wy»",
			},
			NoMatch: []string{
				"value: YZ2cQIJvzuidWRLLaA7rZUQMnJb6nhdH",
				"APITEMPLATE_API_KEY=${APITEMPLATE_API_KEY}",
				"apitemplate api key is in the vault",
				"apitemplate_version: YCM0Mq.2",
			},
		}.detector(),
	}
}
