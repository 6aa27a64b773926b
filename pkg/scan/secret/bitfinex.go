package secret

import "sluice/pkg/scan/rule"

func bitfinex() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "bitfinex-key",
			About: "Bitfinex API key or secret",
			Words: []string{"bitfinex"},
			Value: `[A-Za-z0-9]{43}`,
			Match: []string{
				"BITFINEX_API_KEY=«ppTv8tRUYp7VWTQFz8Ex0NtyQnDd73aPstUO8xUniqr»",
				`"bitfinexApiKey": "«yddrqp0U6joSDMe65UsOKXxhvXHcJgkWOvBO2r709EP»"`,
				"my bitfinex secret «Y94EuwoWOg3kucWPvraEi9DZuDOAvPbsmvdHYSQg179»",
			},
			NoMatch: []string{
				"value: ppTv8tRUYp7VWTQFz8Ex0NtyQnDd73aPstUO8xUniqr",
				"BITFINEX_API_KEY=${BITFINEX_API_KEY}",
				"bitfinex api key is in the vault",
				"bitfinex_version: yddrqp.2",
			},
		}.detector(),
	}
}
