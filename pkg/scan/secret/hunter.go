package secret

import "sluice/pkg/scan/rule"

func hunter() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "hunter-key",
			About: "Hunter.io API key",
			Words: []string{"hunter_api", "hunter_key", "hunter.io", "hunterio", "hunter-api"},
			Value: `[a-f0-9]{40}`,
			Match: []string{
				"HUNTER_API_API_KEY=«c0f6131298d956a7813790d28064563829dd4885»",
				`"hunter_api_key": "«0b648c599d3c7d3a835990fef1e2f6f517293635»"`,
				"my hunter_api secret «01ab1da8ff91ebcd8a26d95f21663d9de3a54dea»",
			},
			NoMatch: []string{
				"value: c0f6131298d956a7813790d28064563829dd4885",
				"HUNTER_API_API_KEY=${HUNTER_API_API_KEY}",
				"hunter_api api key is in the vault",
				"hunter_api_version: 0b648c.2",
			},
		}.detector(),
	}
}
