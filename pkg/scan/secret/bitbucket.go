package secret

import "sluice/pkg/scan/rule"

func bitbucket() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "bitbucket-client-secret",
			About: "Bitbucket OAuth client secret",
			Words: []string{"bitbucket"},
			Value: `[A-Za-z0-9=_-]{64}`,
			Match: []string{
				"BITBUCKET_API_KEY=«Jn7GdiSZdMin5MhCRaFH3dzitCN24LfmsDCqgayazgydbSPs3g6l7NhV6XAg5jMD»",
				`"bitbucketApiKey": "«M3bKp7QhMD1Ak3cOxqpZ6ZJJ5EqHUIDviRm56AS3Wc6OrhJDXuLrtzrkegCgGPog»"`,
				"my bitbucket secret «GOqEr4Jnx0joC1TPtBVSKFkZss5g1e7veB89sUan2INvMj52WGdTqz7UjR9dtpoG»",
			},
			NoMatch: []string{
				"value: Jn7GdiSZdMin5MhCRaFH3dzitCN24LfmsDCqgayazgydbSPs3g6l7NhV6XAg5jMD",
				"BITBUCKET_API_KEY=${BITBUCKET_API_KEY}",
				"bitbucket api key is in the vault",
				"bitbucket_version: M3bKp7.2",
			},
		}.detector(),
		named{
			Rule:  "bitbucket-client-key",
			About: "Bitbucket OAuth key or app password",
			Words: []string{"bitbucket"},
			Value: `[A-Za-z0-9]{18,32}`,
			Check: bothCases,
			Match: []string{
				"BITBUCKET_API_KEY=«jQg4tO36RuAWPJqyur51cL»",
				`"bitbucketApiKey": "«kMegywBX0GRfXcy0QNh»"`,
				"my bitbucket secret «RwMQAYBMLhPZZK183S2»",
			},
			NoMatch: []string{
				"value: jQg4tO36RuAWPJqyur51cL",
				"BITBUCKET_API_KEY=${BITBUCKET_API_KEY}",
				"bitbucket api key is in the vault",
				"bitbucket_version: kMegyw.2",
			},
		}.detector(),
	}
}
