package secret

import "sluice/pkg/scan/rule"

func coinbase() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "coinbase-key",
			About: "Coinbase API key or secret",
			Words: []string{"coinbase"},
			Value: `[A-Za-z0-9]{16,64}`,
			Check: random,
			Match: []string{
				"COINBASE_API_KEY=«2lHaYu5UaY23WWbBnn5»",
				`"coinbaseApiKey": "«DEUMpBiO0XqzCcqwT7ys»"`,
				"my coinbase secret «BJztIRv5QOT8Q7wJ»",
			},
			NoMatch: []string{
				"value: 2lHaYu5UaY23WWbBnn5",
				"COINBASE_API_KEY=${COINBASE_API_KEY}",
				"coinbase api key is in the vault",
				"coinbase_version: DEUMpB.2",
			},
		}.detector(),
		prefixed{
			Rule:     "coinbase-cdp-key",
			About:    "Coinbase Developer Platform key name",
			Prefixes: []string{"organizations/"},
			Body:     uuidForm + `/apiKeys/` + uuidForm,
			Score:    0.8,
			Match: []string{
				`"name": "«organizations/1b2c3d4e-5f60-4718-92a3-b4c5d6e7f809/apiKeys/9a8b7c6d-5e4f-4302-81a0-b1c2d3e4f506»"`,
			},
			NoMatch: []string{
				"organizations/acme/apiKeys/1",
				"organizations/1b2c3d4e-5f60-4718-92a3-b4c5d6e7f809/users",
			},
		}.detector(),
	}
}
