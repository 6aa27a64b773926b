package secret

import "sluice/pkg/scan/rule"

func buddyns() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "buddyns-key",
			About: "BuddyNS API key",
			Words: []string{"buddyns"},
			Value: `[a-z0-9]{40}`,
			Match: []string{
				"BUDDYNS_API_KEY=«xqcrzlpt7qsvk99hm97pt5leuxqw4aqi72bamr89»",
				`"buddynsApiKey": "«u8uawzbh7o9aov8gtfuz0v3q1peyc02c80hnao7k»"`,
				"my buddyns secret «le7igai18eklxpfrrs1jgatwzqwjymhkz6ukwsvh»",
			},
			NoMatch: []string{
				"value: xqcrzlpt7qsvk99hm97pt5leuxqw4aqi72bamr89",
				"BUDDYNS_API_KEY=${BUDDYNS_API_KEY}",
				"buddyns api key is in the vault",
				"buddyns_version: u8uawz.2",
			},
		}.detector(),
	}
}
