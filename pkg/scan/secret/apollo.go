package secret

import "sluice/pkg/scan/rule"

func apollo() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "apollo-io-key",
			About: "Apollo.io API key",
			Words: []string{"apollo"},
			Value: `[A-Za-z0-9_-]{22}`,
			Check: random,
			Match: []string{
				"APOLLO_API_KEY=«QaKxRTEZLPu9f1AxTe2O2D»",
				`"apolloApiKey": "«YqkGSfCsQAdJHvF7PUXP9n»"`,
				"my apollo secret «A1svAl8UhZWURoN21ylScJ»",
			},
			NoMatch: []string{
				"value: QaKxRTEZLPu9f1AxTe2O2D",
				"APOLLO_API_KEY=${APOLLO_API_KEY}",
				"apollo api key is in the vault",
				"apollo_version: YqkGSf.2",
			},
		}.detector(),
		prefixed{
			Rule:      "apollo-graph-key",
			About:     "Apollo GraphOS graph key",
			Prefixes:  []string{"service:"},
			Body:      `[A-Za-z][A-Za-z0-9_-]{1,63}:[A-Za-z0-9_-]{22}`,
			Left:      wordByte,
			Right:     tokenBytes,
			Check:     graphKey,
			Validator: "drawn, not worded",
			Match: []string{
				"APOLLO_KEY=«service:my-graph:h9Kq2ExAmPlE0sTu4VwXyZ»",
			},
			NoMatch: []string{
				"service:",
				"- service:web:latest-and-the-greatest",
				"service:my-graph:xxxxxxxxxxxxxxxxxxxxxx",
				"service:frontend:registry-internal-host",
			},
		}.detector(),
		prefixed{
			Rule:      "apollo-user-key",
			About:     "Apollo GraphOS personal key",
			Prefixes:  []string{"user:gh.", "user:fed.", "user:go."},
			Body:      `[A-Za-z0-9_-]{1,64}:[A-Za-z0-9_-]{22}`,
			Check:     graphKey,
			Validator: "drawn, not worded",
			Match: []string{
				"APOLLO_KEY=«user:gh.ada:h9Kq2ExAmPlE0sTu4VwXyZ»",
			},
			NoMatch: []string{
				"user:gh.",
				"user:gh.ada",
				"user:gh.ada:xxxxxxxxxxxxxxxxxxxxxx",
			},
		}.detector(),
	}
}
