package secret

import "sluice/pkg/scan/rule"

func boostnote() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "boostnote-token",
			About: "Boost Note token",
			Words: []string{"boostnote"},
			Value: `[a-f0-9]{64}`,
			Match: []string{
				"BOOSTNOTE_API_KEY=«69a90f4b4bf059e6c9faff29bdf0beb207b40eabaf04056a6531e5c398000ec1»",
				`"boostnoteApiKey": "«0d89b4485a8f37a2dea2486bc50f9799556f477026e68831c92b6c2538ebd9a6»"`,
				"my boostnote secret «4b60fae23af6d2c35d55755ed0b2b899362e7e67fcbe5d3fc14b8431cf09deb8»",
			},
			NoMatch: []string{
				"value: 69a90f4b4bf059e6c9faff29bdf0beb207b40eabaf04056a6531e5c398000ec1",
				"BOOSTNOTE_API_KEY=${BOOSTNOTE_API_KEY}",
				"boostnote api key is in the vault",
				"boostnote_version: 0d89b4.2",
			},
		}.detector(),
	}
}
