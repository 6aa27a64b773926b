package secret

import "sluice/pkg/scan/rule"

func cloudmersive() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule:  "cloudmersive-key",
			About: "Cloudmersive API key",
			Words: []string{"cloudmersive"},
			Value: uuidForm,
			Match: []string{
				"CLOUDMERSIVE_API_KEY=«7EC4CAcB-50E3-47ad-bbcF-f08Ed58BfDC1»",
				`"cloudmersiveApiKey": "«C6A7BCFF-BE0C-7bf2-17eF-bb2c5Ad5eE31»"`,
				"my cloudmersive secret «C7bCDE1a-1f96-3eAC-9dFC-B0A6DF9F98F3»",
			},
			NoMatch: []string{
				"value: 7EC4CAcB-50E3-47ad-bbcF-f08Ed58BfDC1",
				"CLOUDMERSIVE_API_KEY=${CLOUDMERSIVE_API_KEY}",
				"cloudmersive api key is in the vault",
				"cloudmersive_version: C6A7BC.2",
			},
		}.detector(),
	}
}
