package secret

import "sluice/pkg/scan/rule"

func baseten() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "baseten-key",
			About: "Baseten API key",
			Words: []string{"baseten"},
			Value: `[A-Za-z0-9]{8}\.[A-Za-z0-9]{32}`,
			Match: []string{
				"BASETEN_API_KEY=«PlIWh5Pz.3QFBIb8KexhgAgiFNIpMnKTH9UNiqgYa»",
				`"basetenApiKey": "«gZDqauqg.Tq36i29USTeFwDjqieLCiu02FoPZ7V0C»"`,
				"my baseten secret «QvC2WKs2.4LrXVLI00y7x1nXpY7WzXqicACb9ggvp»",
			},
			NoMatch: []string{
				"value: PlIWh5Pz.3QFBIb8KexhgAgiFNIpMnKTH9UNiqgYa",
				"BASETEN_API_KEY=${BASETEN_API_KEY}",
				"baseten api key is in the vault",
				"baseten_version: gZDqau.2",
			},
		}.detector(),
	}
}
