package secret

import "sluice/pkg/scan/rule"

func dfuse() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "dfuse-key",
			About:    "dfuse API key",
			Prefixes: []string{"web_", "server_"},
			Body:     `[a-f0-9]{32}`,
			Left:     wordByte,
			Right:    tokenBytes,
			Match: []string{
				"DFUSE_TOKEN=«web_5d472adf023e0a1911b4ff68ebdd2101»",
				"Authorization: Bearer «server_8cbb740d36fc3184d3456d1adf3cefa6»",
			},
			NoMatch: []string{
				"web_",
				"web_5d472adf02",
				"server_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with web_ and is kept in the vault",
			},
		}.detector(),
	}
}
