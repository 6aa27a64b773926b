package secret

import "sluice/pkg/scan/rule"

func instabot() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "instabot-key",
			About: "Instabot API key",
			Words: []string{"instabot"},
			Value: `[A-Za-z0-9+/]{38,64}={1,2}`,
			Match: []string{
				"INSTABOT_API_KEY=«iUWEjagFClis3dPUERLdR5m87N97ImsJLFGxdYJMdv=»",
				`"instabotApiKey": "«Sa8F6SYTl8W1o5fZGOS0PUnri8qIzW45ISrx3Ucdh==»"`,
				"my instabot secret «3Fr1gVYNyeSrhCpiUQNhOCjiBahzTi5KsgMup9g=»",
			},
			NoMatch: []string{
				"value: iUWEjagFClis3dPUERLdR5m87N97ImsJLFGxdYJMdv=",
				"INSTABOT_API_KEY=${INSTABOT_API_KEY}",
				"instabot api key is in the vault",
				"instabot_version: Sa8F6S.2",
			},
		}.detector(),
	}
}
