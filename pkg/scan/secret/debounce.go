package secret

import "sluice/pkg/scan/rule"

func debounce() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "debounce-key",
			About: "DeBounce API key",
			Words: []string{"debounce_token", "debounce_key", "debounce_api", "debounce.io"},
			Value: `[A-Za-z0-9]{13,16}`,
			Match: []string{
				"DEBOUNCE_TOKEN_API_KEY=«PbhBzT8Lua4pO»",
				`"debounce_token": "«594CAqU37qisQ»"`,
				"my debounce_token secret «1wUFyvCnHnH2kO»",
			},
			NoMatch: []string{
				"value: PbhBzT8Lua4pO",
				"DEBOUNCE_TOKEN_API_KEY=${DEBOUNCE_TOKEN_API_KEY}",
				"debounce_token api key is in the vault",
				"debounce_token_version: 594CAq.2",
			},
		}.detector(),
	}
}
