package secret

import "sluice/pkg/scan/rule"

func clickhouse() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "clickhouse-cloud-secret",
			About:    "ClickHouse Cloud API secret",
			Prefixes: []string{"4b1d"},
			Body:     `[A-Za-z0-9]{38}`,
			Bits:     3.5,
			Left:     wordByte,
			Right:    tokenBytes,
			Match: []string{
				"CLICKHOUSE_TOKEN=«4b1dUSN5poXnQQmWulpptIk7LiGip8GRHQetup6WhV»",
				"Authorization: Bearer «4b1dfAgXG39Iq2l8ZXbkfXRe3d6Zf3Na7KR8ddNw1W»",
			},
			NoMatch: []string{
				"4b1d",
				"4b1dUSN5poXnQQmW",
				"4b1dxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with 4b1d and is kept in the vault",
			},
		}.detector(),
	}
}
