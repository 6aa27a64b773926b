package secret

import "sluice/pkg/scan/rule"

func baremetrics() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "baremetrics-key",
			About: "Baremetrics API key",
			Words: []string{"baremetrics"},
			Value: `[A-Za-z0-9_-]{22,32}`,
			Match: []string{
				"BAREMETRICS_API_KEY=«7kFWqQyM1LmiVxIUbznsCWUU»",
				`"baremetricsApiKey": "«M61H1gPgoi9no495wvNn1gr3qF»"`,
				"my baremetrics secret «kxe28AZlFg9cHUkGjhU3byc»",
			},
			NoMatch: []string{
				"value: 7kFWqQyM1LmiVxIUbznsCWUU",
				"BAREMETRICS_API_KEY=${BAREMETRICS_API_KEY}",
				"baremetrics api key is in the vault",
				"baremetrics_version: M61H1g.2",
			},
		}.detector(),
	}
}
