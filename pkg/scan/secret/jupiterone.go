package secret

import "sluice/pkg/scan/rule"

func jupiterone() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "jupiterone-key",
			About: "JupiterOne API key",
			Words: []string{"jupiterone"},
			Value: `[A-Za-z0-9]{76,84}`,
			Match: []string{
				"JUPITERONE_API_KEY=«X8AcFllrhEYbhme5eZ4k4mdn9FokKwtTdq89HKRGFHU2eUIo2VSWYTrtjgDjqzwCYzyyIGd2wzE3»",
				`"jupiteroneApiKey": "«9ItJ7iKH9VBjb1BZZMdutdKMpAWswt3TwldFrsNpk6SlQnqN6rO7dGXwZ4n77kmkn8YBLoLYyjCh»"`,
				"my jupiterone secret «uxyIR07jMZmTzEyhD6rQMf5g65zCnzoutrKGeqIelUvW5JJTJ3G17EyiVudiHLJA4F7DO6sX3sew»",
			},
			NoMatch: []string{
				"value: X8AcFllrhEYbhme5eZ4k4mdn9FokKwtTdq89HKRGFHU2eUIo2VSWYTrtjgDjqzwCYzyyIGd2wzE3",
				"JUPITERONE_API_KEY=${JUPITERONE_API_KEY}",
				"jupiterone api key is in the vault",
				"jupiterone_version: 9ItJ7i.2",
			},
		}.detector(),
	}
}
