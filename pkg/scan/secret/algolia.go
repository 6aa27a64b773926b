package secret

import "sluice/pkg/scan/rule"

func algolia() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "algolia-api-key",
			About: "Algolia API key, admin or search",
			Words: []string{"algolia"},
			Value: `[a-z0-9]{32}`,
			Match: []string{
				"ALGOLIA_API_KEY=«o6ptd6pcywb9t22ghx7ryytke2dn7yg6»",
				`"algoliaApiKey": "«9x0i3we5an3cdfhvjxvqr4jhqqbqykpq»"`,
				"my algolia secret «lidw9ha3c5cb0h072o8hefce3t78erhz»",
			},
			NoMatch: []string{
				"value: o6ptd6pcywb9t22ghx7ryytke2dn7yg6",
				"ALGOLIA_API_KEY=${ALGOLIA_API_KEY}",
				"algolia api key is in the vault",
				"algolia_version: 9x0i3w.2",
			},
		}.detector(),
	}
}
