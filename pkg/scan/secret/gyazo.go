package secret

import "sluice/pkg/scan/rule"

func gyazo() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "gyazo-token",
			About: "Gyazo access token",
			Words: []string{"gyazo"},
			Value: `[A-Za-z0-9_-]{40,64}`,
			Check: random,
			Match: []string{
				"GYAZO_TOKEN=«1jcGyWAwNhQNYq6NlKBUl3X1kfTstMrRQuvxYDRWFBg»",
			},
			NoMatch: []string{
				"value: wJ6aSZ9pUXsmAymof3Gn7yh56hRFOBw55zNxZ9511AnO",
				"GYAZO_API_KEY=${GYAZO_API_KEY}",
				"gyazo api key is in the vault",
				"gyazo_version: Nakv7f.2",
			},
		}.detector(),
	}
}
