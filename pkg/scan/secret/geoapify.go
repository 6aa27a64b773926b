package secret

import "sluice/pkg/scan/rule"

func geoapify() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "geoapify-key",
			About: "Geoapify API key",
			Words: []string{"geoapify"},
			Value: `[a-z0-9]{32}`,
			Match: []string{
				"GEOAPIFY_API_KEY=«nn2jreg0jset2xohhyvk92suvwh9im01»",
				`"geoapifyApiKey": "«qaye70l3lr0wlw1lf9cwcz848ahkg8sj»"`,
				"my geoapify secret «lpsl5lrczwu9kwgfiic3h7zqfn840hu2»",
			},
			NoMatch: []string{
				"value: nn2jreg0jset2xohhyvk92suvwh9im01",
				"GEOAPIFY_API_KEY=${GEOAPIFY_API_KEY}",
				"geoapify api key is in the vault",
				"geoapify_version: qaye70.2",
			},
		}.detector(),
	}
}
