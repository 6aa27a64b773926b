package secret

import "sluice/pkg/scan/rule"

func braintree() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "braintree-private-key",
			About: "Braintree private key",
			Words: []string{"braintree"},
			Value: `[a-f0-9]{32}`,
			Match: []string{
				"BRAINTREE_API_KEY=«926f3fa1d40d3e1624cbe605407fea6f»",
				`"braintreeApiKey": "«44f33e07cbe7764c31499c2fcba3c211»"`,
				"my braintree secret «5298ba8e5f10714b43d7f5383564a7fb»",
			},
			NoMatch: []string{
				"value: 926f3fa1d40d3e1624cbe605407fea6f",
				"BRAINTREE_API_KEY=${BRAINTREE_API_KEY}",
				"braintree api key is in the vault",
				"braintree_version: 44f33e.2",
			},
		}.detector(),
	}
}
