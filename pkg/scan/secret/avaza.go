package secret

import "sluice/pkg/scan/rule"

func avaza() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "avaza-token",
			About: "Avaza personal access token",
			Words: []string{"avaza"},
			Value: `[0-9]{1,12}-[a-f0-9]{40}`,
			Match: []string{
				"AVAZA_API_KEY=«52814-ee4a345449074a6dc7a8aed56f9abc2d466c2dd8»",
				`"avazaApiKey": "«6-a8f29da0a2e00d9a3cb0dd971fe39b876db41d8d»"`,
				"my avaza secret «53086-152c8ab999828ab3c53f53a662a2ef44487cf475»",
			},
			NoMatch: []string{
				"value: 52814-ee4a345449074a6dc7a8aed56f9abc2d466c2dd8",
				"AVAZA_API_KEY=${AVAZA_API_KEY}",
				"avaza api key is in the vault",
				"avaza_version: 6-a8f2.2",
			},
		}.detector(),
	}
}
