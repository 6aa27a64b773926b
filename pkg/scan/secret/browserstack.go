package secret

import "sluice/pkg/scan/rule"

func browserstack() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "browserstack-access-key",
			About: "BrowserStack access key",
			Words: []string{"browserstack"},
			Value: `[A-Za-z0-9]{20}`,
			Match: []string{
				"BROWSERSTACK_API_KEY=«6I6h5H05hD4w8gxQw6N7»",
				`"browserstackApiKey": "«nInEcQWsW8yLp7XFrsvs»"`,
				"my browserstack secret «sKW2yIxMgxrNlsd7Xiwe»",
			},
			NoMatch: []string{
				"value: 6I6h5H05hD4w8gxQw6N7",
				"BROWSERSTACK_API_KEY=${BROWSERSTACK_API_KEY}",
				"browserstack api key is in the vault",
				"browserstack_version: nInEcQ.2",
			},
		}.detector(),
	}
}
