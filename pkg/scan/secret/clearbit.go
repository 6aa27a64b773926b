package secret

import "sluice/pkg/scan/rule"

func clearbit() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "clearbit-key",
			About: "Clearbit API key",
			Words: []string{"clearbit"},
			Value: `sk_[a-f0-9]{32}`,
			Match: []string{
				"CLEARBIT_API_KEY=«sk_78afe9bd41615d8e61d5df743dbb086d»",
				`"clearbitApiKey": "«sk_38b20b142fddf934d4d441c16985bd6a»"`,
				"my clearbit secret «sk_4bd6fb75f1c0499d1a732343128d05ba»",
			},
			NoMatch: []string{
				"value: sk_78afe9bd41615d8e61d5df743dbb086d",
				"CLEARBIT_API_KEY=${CLEARBIT_API_KEY}",
				"clearbit api key is in the vault",
				"clearbit_version: sk_38b.2",
			},
		}.detector(),
	}
}
