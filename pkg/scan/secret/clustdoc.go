package secret

import "sluice/pkg/scan/rule"

func clustdoc() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "clustdoc-key",
			About: "ClustDoc API key",
			Words: []string{"clustdoc"},
			Value: `[A-Za-z0-9]{56,72}`,
			Match: []string{
				"CLUSTDOC_API_KEY=«8zlY6TaWlHxfFL7hwfIfFy4twXlzwDNDaL1q1rb8rMg5iQxPzUSV4BmA»",
				`"clustdocApiKey": "«PElaByfwZpTJKODOJ2ZUkIDP5i6EMGMjq7q4rirk7Fkjo2JQjiHLIFs8»"`,
				"my clustdoc secret «brQQ9JHjCiJmA9Tv2Knd1PUhCHqCBTCxLHSzH5k7FXawqqlqSsusl7Oa»",
			},
			NoMatch: []string{
				"value: 8zlY6TaWlHxfFL7hwfIfFy4twXlzwDNDaL1q1rb8rMg5iQxPzUSV4BmA",
				"CLUSTDOC_API_KEY=${CLUSTDOC_API_KEY}",
				"clustdoc api key is in the vault",
				"clustdoc_version: PElaBy.2",
			},
		}.detector(),
	}
}
