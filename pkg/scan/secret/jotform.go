package secret

import "sluice/pkg/scan/rule"

func jotform() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "jotform-key",
			About: "Jotform API key",
			Words: []string{"jotform"},
			Value: `[a-z0-9]{32}`,
			Match: []string{
				"JOTFORM_API_KEY=«wuck5r3korsfz0ft69vpsr8is8ddiw97»",
				`"jotformApiKey": "«7v5f1njf8clefz9phagt3cfxzq8zu0lj»"`,
				"my jotform secret «8p2ep692gprj7mjn211424e2x83o3c11»",
			},
			NoMatch: []string{
				"value: wuck5r3korsfz0ft69vpsr8is8ddiw97",
				"JOTFORM_API_KEY=${JOTFORM_API_KEY}",
				"jotform api key is in the vault",
				"jotform_version: 7v5f1n.2",
			},
		}.detector(),
	}
}
