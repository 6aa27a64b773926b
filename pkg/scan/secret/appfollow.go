package secret

import "sluice/pkg/scan/rule"

func appfollow() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "appfollow-token",
			About: "AppFollow API token",
			Words: []string{"appfollow"},
			Value: `eyJ[A-Za-z0-9_-]{10,100}\.[A-Za-z0-9_-]{20,400}\.[A-Za-z0-9_-]{20,100}`,
			Match: []string{
				"APPFOLLOW_API_KEY=«eyJ9hAdeTv8eGThx.EPbHGlPpgnYhMrrrehhX.JtBBHnZaA9rdVjO5U5fQN»",
				`"appfollowApiKey": "«eyJ2feQERFn49l.jStbCq4d7DqLDObh13lJ.WPrExhbLOc8595pfky3Ic»"`,
				"my appfollow secret «eyJ3XeH4dTEdUq.7X1m7uPEgRqpX6TrhCvW.WyK2OYhaXmRaa18OmLwt76»",
			},
			NoMatch: []string{
				"value: eyJ9hAdeTv8eGThx.EPbHGlPpgnYhMrrrehhX.JtBBHnZaA9rdVjO5U5fQN",
				"APPFOLLOW_API_KEY=${APPFOLLOW_API_KEY}",
				"appfollow api key is in the vault",
				"appfollow_version: eyJ2fe.2",
			},
		}.detector(),
	}
}
