package secret

import "sluice/pkg/scan/rule"

func iterable() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "iterable-key",
			About: "Iterable API key",
			Words: []string{"iterable_api", "iterable_key", "iterable-api", "api.iterable.com"},
			Value: `[a-f0-9]{32}`,
			Match: []string{
				"ITERABLE_API_API_KEY=«77b7cb76aaca0c6294bb75eabc22b6ad»",
				`"iterable_api_key": "«6026b3d0b0f68c9a341c83f6957f01c4»"`,
				"my iterable_api secret «2435fb02c762df671f98954107810a6f»",
			},
			NoMatch: []string{
				"value: 77b7cb76aaca0c6294bb75eabc22b6ad",
				"ITERABLE_API_API_KEY=${ITERABLE_API_API_KEY}",
				"iterable_api api key is in the vault",
				"iterable_api_version: 6026b3.2",
			},
		}.detector(),
	}
}
