package secret

import "sluice/pkg/scan/rule"

func freshdesk() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "freshdesk-key",
			About: "Freshdesk or Freshservice API key",
			Words: []string{"freshdesk", "freshservice", "freshsales"},
			Value: `[A-Za-z0-9]{19,22}`,
			Match: []string{
				"FRESHDESK_API_KEY=«xSVJOpVA8SrlpUtAu3fwS»",
				`"freshdeskApiKey": "«QBeS6c3kO8c7DRSF8GIP»"`,
				"my freshdesk secret «12YS41DNq1KFSk24Eqg4S»",
			},
			NoMatch: []string{
				"value: xSVJOpVA8SrlpUtAu3fwS",
				"FRESHDESK_API_KEY=${FRESHDESK_API_KEY}",
				"freshdesk api key is in the vault",
				"freshdesk_version: QBeS6c.2",
			},
		}.detector(),
	}
}
