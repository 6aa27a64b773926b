package secret

import "sluice/pkg/scan/rule"

func linkpreview() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "linkpreview-key",
			About: "LinkPreview API key",
			Words: []string{"linkpreview"},
			Value: `[A-Za-z0-9]{32}`,
			Match: []string{
				"LINKPREVIEW_API_KEY=«dxboJtaNUaycpW9ikiRr7f4z7slWvIe2»",
				`"linkpreviewApiKey": "«q0qxE8aywvE2aJKEZS82IxezulUSt6yC»"`,
				"my linkpreview secret «NSFOC4IxOLYotyJmujExnQzROiKm8tdY»",
			},
			NoMatch: []string{
				"value: dxboJtaNUaycpW9ikiRr7f4z7slWvIe2",
				"LINKPREVIEW_API_KEY=${LINKPREVIEW_API_KEY}",
				"linkpreview api key is in the vault",
				"linkpreview_version: q0qxE8.2",
			},
		}.detector(),
	}
}
