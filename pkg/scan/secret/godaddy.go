package secret

import "sluice/pkg/scan/rule"

func godaddy() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "godaddy-key",
			About: "GoDaddy API key",
			Words: []string{"godaddy"},
			Value: `[A-Za-z0-9]{10,14}_[A-Za-z0-9]{21,22}`,
			Match: []string{
				"GODADDY_API_KEY=«7CQdZmJyr4rwXv_goRCfBSSRWaDFzPugN3b8»",
				`"godaddyApiKey": "«WHdDDaQckjQsmG_gHeR1Z7SDw6Wul34Dk2yXh»"`,
				"my godaddy secret «8xkhEZbV6r_L18EA73xG16N3TTXwUXAaF»",
			},
			NoMatch: []string{
				"value: 7CQdZmJyr4rwXv_goRCfBSSRWaDFzPugN3b8",
				"GODADDY_API_KEY=${GODADDY_API_KEY}",
				"godaddy api key is in the vault",
				"godaddy_version: WHdDDa.2",
			},
		}.detector(),
	}
}
