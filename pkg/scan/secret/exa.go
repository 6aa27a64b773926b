package secret

import "sluice/pkg/scan/rule"

func exa() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule:  "exa-key",
			About: "Exa API key",
			Words: []string{"exa_api", "exa_key", "exaai", "exa-api"},
			Value: uuidForm,
			Match: []string{
				"EXA_API_API_KEY=«D6eB7AfF-76fb-cE0D-b30A-0D3Ade87Bd8f»",
				`"exa_api_key": "«2Fe4258E-C9B0-eBE3-Fd6F-9c94DcD4E04a»"`,
				"my exa_api secret «ebd2CdF4-bC9d-328D-68c4-68C395C8e0D3»",
			},
			NoMatch: []string{
				"value: D6eB7AfF-76fb-cE0D-b30A-0D3Ade87Bd8f",
				"EXA_API_API_KEY=${EXA_API_API_KEY}",
				"exa_api api key is in the vault",
				"exa_api_version: 2Fe425.2",
			},
		}.detector(),
	}
}
