package secret

import "sluice/pkg/scan/rule"

func lokalise() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "lokalise-token",
			About: "Lokalise API token",
			Words: []string{"lokalise"},
			Value: `[a-f0-9]{40}`,
			Match: []string{
				"LOKALISE_API_KEY=«e6259eaa60f2cd04367e52a8862e8a22d41558c9»",
				`"lokaliseApiKey": "«4ce26b02655b0dc6bf8b8de8d5313d30db09642d»"`,
				"my lokalise secret «64cfadb1517403425887811b9cbfe0ce0c1ffe6e»",
			},
			NoMatch: []string{
				"value: e6259eaa60f2cd04367e52a8862e8a22d41558c9",
				"LOKALISE_API_KEY=${LOKALISE_API_KEY}",
				"lokalise api key is in the vault",
				"lokalise_version: 4ce26b.2",
			},
		}.detector(),
	}
}
