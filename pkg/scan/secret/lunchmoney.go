package secret

import "sluice/pkg/scan/rule"

func lunchmoney() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "lunchmoney-key",
			About: "Lunch Money access token",
			Words: []string{"lunchmoney", "lunch_money"},
			Value: `[a-f0-9]{50}`,
			Match: []string{
				"LUNCHMONEY_API_KEY=«1696411cb6d082f5178bc93797efba2d3acc050134f0aaf179»",
				`"lunchmoneyApiKey": "«b01ad3e4f4f31f0dbc36f2de2d26290935457d02d3e5a146c3»"`,
				"my lunchmoney secret «0d86006887c35e7b8b797bd1672dd0998098d3725234b39732»",
			},
			NoMatch: []string{
				"value: 1696411cb6d082f5178bc93797efba2d3acc050134f0aaf179",
				"LUNCHMONEY_API_KEY=${LUNCHMONEY_API_KEY}",
				"lunchmoney api key is in the vault",
				"lunchmoney_version: b01ad3.2",
			},
		}.detector(),
	}
}
