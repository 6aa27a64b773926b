package secret

import "sluice/pkg/scan/rule"

func eagleeye() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "eagleeyenetworks-key",
			About: "Eagle Eye Networks key",
			Words: []string{"eagleeyenetworks"},
			Value: `[A-Za-z0-9]{14,32}`,
			Match: []string{
				"EAGLEEYENETWORKS_API_KEY=«3GKPEaW9BYB7A4q8M»",
				`"eagleeyenetworksApiKey": "«Ts4QTMrF98G9eY»"`,
				"my eagleeyenetworks secret «sXsFGeaao7qt5BT»",
			},
			NoMatch: []string{
				"value: 3GKPEaW9BYB7A4q8M",
				"EAGLEEYENETWORKS_API_KEY=${EAGLEEYENETWORKS_API_KEY}",
				"eagleeyenetworks api key is in the vault",
				"eagleeyenetworks_version: Ts4QTM.2",
			},
		}.detector(),
	}
}
