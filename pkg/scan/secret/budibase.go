package secret

import "sluice/pkg/scan/rule"

func budibase() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "budibase-key",
			About: "Budibase API key",
			Words: []string{"budibase"},
			Value: `[a-f0-9]{32}-[a-f0-9]{78,80}`,
			Match: []string{
				"BUDIBASE_API_KEY=«ed2c0141ebd5ccab88006fca31b21b76-a5c99aedd002e791989de2db187194b171249f53e37e842cbe83ec7f57565d62cc582f9e18aefb»",
				`"budibaseApiKey": "«6479b354f3fb4aacb05413a004e4f074-3b7e254c6ef5ec5715a70195c6763c0b304c8a42cbf191fcb322bf8d7d8e1c02f0f02422e9fc0b»"`,
				"my budibase secret «54ee4f6c5a658e512569a45efc99dd01-d3513814ea8f200c6c25ef37075920226fc4e063ca0a872950520821836930c8e5e46fa1fa5268»",
			},
			NoMatch: []string{
				"value: ed2c0141ebd5ccab88006fca31b21b76-a5c99aedd002e791989de2db187194b171249f53e37e842cbe83ec7f57565d62cc582f9e18aefb",
				"BUDIBASE_API_KEY=${BUDIBASE_API_KEY}",
				"budibase api key is in the vault",
				"budibase_version: 6479b3.2",
			},
		}.detector(),
	}
}
