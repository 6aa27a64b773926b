package secret

import "sluice/pkg/scan/rule"

func d7network() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "d7networks-token",
			About: "D7 Networks API token",
			Words: []string{"d7network"},
			Value: `[A-Za-z0-9+/=]{20,64}={0,2}`,
			Check: random,
			Match: []string{
				"D7NETWORK_API_KEY=«zYjaFc3hUg0JSoY5aiXVq==»",
				`"d7networkApiKey": "«huuwMjl7z4rpkSks7tXmZd==»"`,
				"my d7network secret «4QYNHQxa6eFpU2mUqlkMKJh0==»",
			},
			NoMatch: []string{
				"value: zYjaFc3hUg0JSoY5aiXVq==",
				"D7NETWORK_API_KEY=${D7NETWORK_API_KEY}",
				"d7network api key is in the vault",
				"d7network_version: huuwMj.2",
			},
		}.detector(),
	}
}
