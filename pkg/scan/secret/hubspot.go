package secret

import "sluice/pkg/scan/rule"

func hubspot() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "hubspot-private-app-token",
			About:    "HubSpot private app token",
			Prefixes: []string{"pat-na1-", "pat-na2-", "pat-eu1-", "pat-ap1-"},
			Body:     uuidForm,
			Match: []string{
				"HUBSPOT_TOKEN=«pat-na1-3FC01bb0-1ccE-D8dd-334D-e15aD5Eaf30e»",
				"Authorization: Bearer «pat-na2-F948c5F1-F2eb-42ef-433b-C1289B6ac24f»",
				`{"token": "«pat-eu1-6DAaa091-EDa3-1e70-0f35-9D6ac5Caa9cE»"}`,
			},
			NoMatch: []string{
				"pat-na1-",
				"pat-na1-3FC01bb0-1cc",
				"pat-ap1-xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx",
				"a token starts with pat-na1- and is kept in the vault",
			},
		}.detector(),
		weak{
			Rule:  "hubspot-key",
			About: "HubSpot API or developer key",
			Words: []string{"hubspot", "hapikey", "hub_spot"},
			Value: uuidForm,
			Match: []string{
				"HUBSPOT_API_KEY=«e7FECA8A-a2Fe-aA10-084B-DfefBcF16bea»",
				`"hubspotApiKey": "«AE4f4228-95df-D747-4536-eFeE2A6Bb812»"`,
				"my hubspot secret «E30EDC0e-fc1a-3c5d-ab46-A1dAC0d8C2D8»",
			},
			NoMatch: []string{
				"value: e7FECA8A-a2Fe-aA10-084B-DfefBcF16bea",
				"HUBSPOT_API_KEY=${HUBSPOT_API_KEY}",
				"hubspot api key is in the vault",
				"hubspot_version: AE4f42.2",
			},
		}.detector(),
	}
}
