package secret

import "sluice/pkg/scan/rule"

func diffbot() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "diffbot-token",
			About: "Diffbot token",
			Words: []string{"diffbot"},
			Value: `[A-Za-z0-9]{32}`,
			Match: []string{
				"DIFFBOT_API_KEY=«VAGDg8tOXxI8UWWwJrKeoe9yj3Q5scrw»",
				`"diffbotApiKey": "«sVDRF7y6MjIHbnjni1p3Bye5tQnI5QTr»"`,
				"my diffbot secret «uRcp3mfaCSIBA2xKKFly2eLividYPDJu»",
			},
			NoMatch: []string{
				"value: VAGDg8tOXxI8UWWwJrKeoe9yj3Q5scrw",
				"DIFFBOT_API_KEY=${DIFFBOT_API_KEY}",
				"diffbot api key is in the vault",
				"diffbot_version: sVDRF7.2",
			},
		}.detector(),
	}
}
