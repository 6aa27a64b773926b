package secret

import "sluice/pkg/scan/rule"

func insightly() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule:  "insightly-key",
			About: "Insightly API key",
			Words: []string{"insightly"},
			Value: uuidForm,
			Match: []string{
				"INSIGHTLY_API_KEY=«1F1Ea5E0-CC7B-FD49-5A80-7fCE5dc541be»",
				`"insightlyApiKey": "«c5D6D5Fc-B6Ca-8943-FfCA-1034adbdEa8D»"`,
				"my insightly secret «ebFCCAAf-Daee-0fca-0e35-5BB72ac4FfAA»",
			},
			NoMatch: []string{
				"value: 1F1Ea5E0-CC7B-FD49-5A80-7fCE5dc541be",
				"INSIGHTLY_API_KEY=${INSIGHTLY_API_KEY}",
				"insightly api key is in the vault",
				"insightly_version: c5D6D5.2",
			},
		}.detector(),
	}
}
