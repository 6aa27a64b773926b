package secret

import "sluice/pkg/scan/rule"

func formbucket() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "formbucket-token",
			About: "FormBucket token",
			Words: []string{"formbucket"},
			Value: `[A-Za-z0-9]{6}\.[A-Za-z0-9]{6}\.[A-Za-z0-9]{6}-[A-Za-z0-9]{3,32}`,
			Match: []string{
				"FORMBUCKET_API_KEY=«vTbnh3.cXPnUp.P96VKV-bxofl»",
				`"formbucketApiKey": "«GWAA7p.pCR4z8.ZZrAn0-9GH»"`,
				"my formbucket secret «i4k6D2.gzqZdl.Eh7erS-eBk»",
			},
			NoMatch: []string{
				"value: vTbnh3.cXPnUp.P96VKV-bxofl",
				"FORMBUCKET_API_KEY=${FORMBUCKET_API_KEY}",
				"formbucket api key is in the vault",
				"formbucket_version: GWAA7p.2",
			},
		}.detector(),
	}
}
