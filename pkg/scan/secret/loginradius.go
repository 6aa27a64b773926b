package secret

import "sluice/pkg/scan/rule"

func loginradius() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule:  "loginradius-secret",
			About: "LoginRadius API key or secret",
			Words: []string{"loginradius"},
			Value: uuidForm,
			Match: []string{
				"LOGINRADIUS_API_KEY=«75fddC7C-C2A1-4Fe1-F3c1-4a628f1D9a4e»",
				`"loginradiusApiKey": "«da0da7c8-Ad28-728b-614e-71b7Ff4e4745»"`,
				"my loginradius secret «659D2426-bF81-DaEc-7294-22DF4bA06a90»",
			},
			NoMatch: []string{
				"value: 75fddC7C-C2A1-4Fe1-F3c1-4a628f1D9a4e",
				"LOGINRADIUS_API_KEY=${LOGINRADIUS_API_KEY}",
				"loginradius api key is in the vault",
				"loginradius_version: da0da7.2",
			},
		}.detector(),
	}
}
