package secret

import "sluice/pkg/scan/rule"

func brave() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "brave-search-key",
			About: "Brave Search API key",
			Words: []string{"brave"},
			Value: `BSA[A-Za-z0-9_-]{24,32}`,
			Match: []string{
				"BRAVE_API_KEY=«BSADWAeVOXU508QIFbnP8m2NjRcf9»",
				`"braveApiKey": "«BSAPfxP98o01QLu91XvC2tUQt9tp»"`,
				"my brave secret «BSAOk0uJmPKRdlaWDe31zJjqCD6DN»",
			},
			NoMatch: []string{
				"value: BSADWAeVOXU508QIFbnP8m2NjRcf9",
				"BRAVE_API_KEY=${BRAVE_API_KEY}",
				"brave api key is in the vault",
				"brave_version: BSAPfx.2",
			},
		}.detector(),
	}
}
