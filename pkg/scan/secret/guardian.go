package secret

import "sluice/pkg/scan/rule"

func guardian() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule:  "guardian-key",
			About: "The Guardian API key",
			Words: []string{"guardian_api", "guardian_key", "guardian-api", "theguardian"},
			Value: uuidForm,
			Match: []string{
				"GUARDIAN_API_API_KEY=«2f1cB2A0-F0fa-3d5b-1cC1-1cB6D0c272A3»",
				`"guardian_api_key": "«5aEEDFDb-aeD4-DBF4-EEAd-36d47DF466D8»"`,
				"my guardian_api secret «fC09bB3A-9bd0-826a-2B3f-7C87E3DDdf10»",
			},
			NoMatch: []string{
				"value: 2f1cB2A0-F0fa-3d5b-1cC1-1cB6D0c272A3",
				"GUARDIAN_API_API_KEY=${GUARDIAN_API_API_KEY}",
				"guardian_api api key is in the vault",
				"guardian_api_version: 5aEEDF.2",
			},
		}.detector(),
	}
}
