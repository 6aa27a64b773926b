package secret

import "sluice/pkg/scan/rule"

func freshbooks() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "freshbooks-secret",
			About: "FreshBooks client secret or access token",
			Words: []string{"freshbooks"},
			Value: `[a-f0-9]{64}`,
			Match: []string{
				"FRESHBOOKS_API_KEY=«3000e84f42244711c697d628dc003c9798da6b2a813c22d5d2bfdc1216f360ac»",
				`"freshbooksApiKey": "«3557c8351977da77db29b784bf53918b62e8ed767b4f6dfef014cf37710b4937»"`,
				"my freshbooks secret «6e78366fa9c4138655afe9cb78193535fe6d9250a9fd3e67ca4bb3e2f21a3e25»",
			},
			NoMatch: []string{
				"value: 3000e84f42244711c697d628dc003c9798da6b2a813c22d5d2bfdc1216f360ac",
				"FRESHBOOKS_API_KEY=${FRESHBOOKS_API_KEY}",
				"freshbooks api key is in the vault",
				"freshbooks_version: 3557c8.2",
			},
		}.detector(),
	}
}
