package secret

import "sluice/pkg/scan/rule"

func censys() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "censys-token",
			About:    "Censys personal access token",
			Prefixes: []string{"censys_"},
			Body:     `[A-Za-z0-9]{8}_[A-Za-z0-9]{24}`,
			Match: []string{
				"CENSYS_TOKEN=«censys_QBO4b4Am_DHphgw0SopZKjLwrxDi1HwT0»",
				"Authorization: Bearer «censys_k5w7Wclb_6TBRN4JU1tQQFfH3zAaoXfhN»",
			},
			NoMatch: []string{
				"censys_",
				"censys_QBO4b4Am_DH",
				"censys_xxxxxxxx_xxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with censys_ and is kept in the vault",
			},
		}.detector(),
		named{
			Rule:  "censys-secret",
			About: "Censys API secret",
			Words: []string{"censys"},
			Value: `[A-Za-z0-9]{32}`,
			Match: []string{
				"CENSYS_API_KEY=«GeSNkp8W5EEtdp5rfbxMoWiWTc68wedu»",
				`"censysApiKey": "«BlKAOJP9BOLWYreIwgKNZb6ulrkWC7uF»"`,
				"my censys secret «KCBDyX3VZcA9UZaNvZ28b4JbiYSihqqE»",
			},
			NoMatch: []string{
				"value: GeSNkp8W5EEtdp5rfbxMoWiWTc68wedu",
				"CENSYS_API_KEY=${CENSYS_API_KEY}",
				"censys api key is in the vault",
				"censys_version: BlKAOJ.2",
			},
		}.detector(),
	}
}
