package secret

import "sluice/pkg/scan/rule"

func exchangerate() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "exchangerate-key",
			About: "ExchangeRate-API or exchangeratesapi key",
			Words: []string{"exchangerate"},
			Value: `[A-Za-z0-9]{24,32}`,
			Match: []string{
				"EXCHANGERATE_API_KEY=«xqDcqGjApd3TNtf3AnAh8gp6»",
				`"exchangerateApiKey": "«cbq2dmHqAFNeLPsb6VZ9xa6hbO»"`,
				"my exchangerate secret «GN96dnbJblxr87vCGZvp97cPTjDX»",
			},
			NoMatch: []string{
				"value: xqDcqGjApd3TNtf3AnAh8gp6",
				"EXCHANGERATE_API_KEY=${EXCHANGERATE_API_KEY}",
				"exchangerate api key is in the vault",
				"exchangerate_version: cbq2dm.2",
			},
		}.detector(),
	}
}
