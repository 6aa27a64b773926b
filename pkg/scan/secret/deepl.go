package secret

import "sluice/pkg/scan/rule"

func deepl() []rule.Detector {
	return []rule.Detector{
		deeplKey(),
		weak{
			Rule:  "deepl-key",
			About: "DeepL API key",
			Words: []string{"deepl"},
			Value: uuidForm,
			Match: []string{
				"DEEPL_API_KEY=«De68f7CD-aaF8-cEed-e5Bf-986AD9a6AC36»",
				`"deeplApiKey": "«590d59AF-4ecB-37b7-dDa6-3fD3B8f069C7»"`,
				"my deepl secret «1fD8BcaC-77e4-220A-aF89-C2EC7b08cFfB»",
			},
			NoMatch: []string{
				"value: De68f7CD-aaF8-cEed-e5Bf-986AD9a6AC36",
				"DEEPL_API_KEY=${DEEPL_API_KEY}",
				"deepl api key is in the vault",
				"deepl_version: 590d59.2",
			},
		}.detector(),
	}
}
