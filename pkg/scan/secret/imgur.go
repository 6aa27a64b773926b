package secret

import "sluice/pkg/scan/rule"

func imgur() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "imgur-secret",
			About: "Imgur client secret",
			Words: []string{"imgur"},
			Value: `[a-f0-9]{40}`,
			Match: []string{
				"IMGUR_API_KEY=«f3061f627def308b7769b1b819e0d01d158fc954»",
				`"imgurApiKey": "«4738892f50af46c767185a6bd1a4d2a42a4bbb0f»"`,
				"my imgur secret «0381fb6ed2ae5bac2d2f5744658cca0a091d538d»",
			},
			NoMatch: []string{
				"value: f3061f627def308b7769b1b819e0d01d158fc954",
				"IMGUR_API_KEY=${IMGUR_API_KEY}",
				"imgur api key is in the vault",
				"imgur_version: 473889.2",
			},
		}.detector(),
	}
}
