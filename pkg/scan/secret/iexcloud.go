package secret

import "sluice/pkg/scan/rule"

func iexcloud() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "iexcloud-key",
			About:    "IEX Cloud secret token",
			Prefixes: []string{"Tsk_"},
			Body:     `[a-f0-9]{32}`,
			Left:     wordByte,
			Right:    tokenBytes,
			Match: []string{
				"IEXCLOUD_TOKEN=«Tsk_83a6533f633c58312d9e5500fc8430da»",
				"Authorization: Bearer «Tsk_e4b636d422a5c9141fd9aa31100ffb4e»",
			},
			NoMatch: []string{
				"Tsk_",
				"Tsk_83a6533f63",
				"Tsk_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with Tsk_ and is kept in the vault",
			},
		}.detector(),
		named{
			Rule:  "iexcloud-token",
			About: "IEX Cloud token",
			Words: []string{"iexcloud", "iex_cloud", "iex_token", "iex_api"},
			Value: `(?:[sp]k_[a-f0-9]{32}|[A-Za-z0-9]{35})`,
			Match: []string{
				"IEXCLOUD_API_KEY=«KazUI96bufKw1tO4YYxSgWF3jNNAVJubXpG»",
				`"iexcloudApiKey": "«aPtf4g3WyqRAWoPZLjxotV0wDsgjDbPt2xK»"`,
				"my iexcloud secret «sk_77b5265e80fd49203924ef09344cf699»",
			},
			NoMatch: []string{
				"value: KazUI96bufKw1tO4YYxSgWF3jNNAVJubXpG",
				"IEXCLOUD_API_KEY=${IEXCLOUD_API_KEY}",
				"iexcloud api key is in the vault",
				"iexcloud_version: aPtf4g.2",
			},
		}.detector(),
	}
}
