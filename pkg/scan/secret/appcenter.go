package secret

import "sluice/pkg/scan/rule"

func appcenter() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "appcenter-token",
			About: "Visual Studio App Center token",
			Words: []string{"appcenter", "app_center", "app-center"},
			Value: `[a-f0-9]{40}`,
			Match: []string{
				"APPCENTER_API_KEY=«b024f57f61b31799f89981141ecd88aea9edbc78»",
				`"appcenterApiKey": "«da4741f994b4a9b00223118c991472057a4de143»"`,
				"my appcenter secret «513d92d2bedd83e144fb776ad26cda438ee532c7»",
			},
			NoMatch: []string{
				"value: b024f57f61b31799f89981141ecd88aea9edbc78",
				"APPCENTER_API_KEY=${APPCENTER_API_KEY}",
				"appcenter api key is in the vault",
				"appcenter_version: da4741.2",
			},
		}.detector(),
	}
}
