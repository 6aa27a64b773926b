package secret

import "sluice/pkg/scan/rule"

func checkly() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "checkly-key",
			About: "Checkly API key",
			Words: []string{"checkly"},
			Value: `[a-f0-9]{32}`,
			Match: []string{
				"CHECKLY_API_KEY=«0c0adcf64f2b3778edb145e39ebf5f22»",
				`"checklyApiKey": "«1aeec2c01df0197227263517a93d1dc5»"`,
				"my checkly secret «71a18adcd9fa51355f47f5e37d365c99»",
			},
			NoMatch: []string{
				"value: 0c0adcf64f2b3778edb145e39ebf5f22",
				"CHECKLY_API_KEY=${CHECKLY_API_KEY}",
				"checkly api key is in the vault",
				"checkly_version: 1aeec2.2",
			},
		}.detector(),
		prefixed{
			Rule:     "checkly-user-key",
			About:    "Checkly user API key",
			Prefixes: []string{"cu_"},
			Body:     `[a-f0-9]{32}`,
			Left:     wordByte,
			Right:    tokenBytes,
			Match: []string{
				"CHECKLY_TOKEN=«cu_071ec1f47830f4d530fbc32e759741c3»",
				"Authorization: Bearer «cu_c532f61c9b20715601b31156280742fb»",
			},
			NoMatch: []string{
				"cu_",
				"cu_071ec1f478",
				"cu_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with cu_ and is kept in the vault",
			},
		}.detector(),
	}
}
