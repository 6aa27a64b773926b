package secret

import "sluice/pkg/scan/rule"

func alibaba() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "alibaba-access-key-id",
			About:    "Alibaba Cloud access key id",
			Prefixes: []string{"LTAI"},
			Body:     `[A-Za-z0-9]{12,22}`,
			Bits:     3,
			Left:     wordByte,
			Right:    tokenBytes,
			Match: []string{
				"ALIBABA_TOKEN=«LTAIQdTTA4wUhq5fdY»",
				"Authorization: Bearer «LTAIpN8QU8nNdFJWF»",
			},
			NoMatch: []string{
				"LTAI",
				"LTAIQdTT",
				"LTAIxxxxxxxxxxxxxx",
				"a token starts with LTAI and is kept in the vault",
			},
		}.detector(),
		named{
			Rule:  "alibaba-access-key-secret",
			About: "Alibaba Cloud access key secret",
			Words: []string{"alibaba", "aliyun", "alicloud"},
			Value: `[A-Za-z0-9]{30}`,
			Match: []string{
				"ALIBABA_API_KEY=«cnhpZLMI6fKrgc7kW6BJbRkfgi85Nj»",
				`"alibabaApiKey": "«qKajyQ1USnGMQbW24hQfotpF90HsxH»"`,
				"my alibaba secret «GG3oS2wlLDxiYLoVuxQGa2V4GTEStV»",
			},
			NoMatch: []string{
				"value: cnhpZLMI6fKrgc7kW6BJbRkfgi85Nj",
				"ALIBABA_API_KEY=${ALIBABA_API_KEY}",
				"alibaba api key is in the vault",
				"alibaba_version: qKajyQ.2",
			},
		}.detector(),
	}
}
