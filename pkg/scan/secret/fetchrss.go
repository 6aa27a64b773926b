package secret

import "sluice/pkg/scan/rule"

func fetchrss() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "fetchrss-key",
			About: "FetchRSS API key",
			Words: []string{"fetchrss"},
			Value: `[A-Za-z0-9.]{40}`,
			Match: []string{
				"FETCHRSS_API_KEY=«gtJHr93dCwNNL2ed62xl1KoS8DFWTo08hT0T0oSO»",
				`"fetchrssApiKey": "«3sLzNggs4qfbmB4DwyRHLkKctUjmMiVy4u4JLMzg»"`,
				"my fetchrss secret «AUs9TKAwGs8JhcOVme7UEAdodMQsNIr9npgYkddR»",
			},
			NoMatch: []string{
				"value: gtJHr93dCwNNL2ed62xl1KoS8DFWTo08hT0T0oSO",
				"FETCHRSS_API_KEY=${FETCHRSS_API_KEY}",
				"fetchrss api key is in the vault",
				"fetchrss_version: 3sLzNg.2",
			},
		}.detector(),
	}
}
