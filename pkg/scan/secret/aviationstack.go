package secret

import "sluice/pkg/scan/rule"

func aviationstack() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "aviationstack-key",
			About: "aviationstack access key",
			Words: []string{"aviationstack"},
			Value: `[a-z0-9]{32}`,
			Match: []string{
				"AVIATIONSTACK_API_KEY=«iesqb8ew4ju6f5mv6kxpwkdg0fjtfqw8»",
				`"aviationstackApiKey": "«m87bmhf0j22pybp63cf5m1pdfyp2c8rw»"`,
				"my aviationstack secret «qh22mdzjdqteth69mlyr1h60greajhtf»",
			},
			NoMatch: []string{
				"value: iesqb8ew4ju6f5mv6kxpwkdg0fjtfqw8",
				"AVIATIONSTACK_API_KEY=${AVIATIONSTACK_API_KEY}",
				"aviationstack api key is in the vault",
				"aviationstack_version: m87bmh.2",
			},
		}.detector(),
	}
}
