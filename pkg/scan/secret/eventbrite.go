package secret

import "sluice/pkg/scan/rule"

func eventbrite() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "eventbrite-token",
			About: "Eventbrite token or client secret",
			Words: []string{"eventbrite"},
			Value: `[A-Z0-9]{18,52}`,
			Match: []string{
				"EVENTBRITE_API_KEY=«YZDSD59RQH2MNL5YRD»",
				`"eventbriteApiKey": "«GHK2LO94Z4PS8XNT7Z»"`,
				"my eventbrite secret «9P681LSWOOL05QA5RUYUW»",
			},
			NoMatch: []string{
				"value: YZDSD59RQH2MNL5YRD",
				"EVENTBRITE_API_KEY=${EVENTBRITE_API_KEY}",
				"eventbrite api key is in the vault",
				"eventbrite_version: GHK2LO.2",
			},
		}.detector(),
	}
}
