package secret

import "sluice/pkg/scan/rule"

func cypress() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule:  "cypress-record-key",
			About: "Cypress record key",
			Words: []string{"cypress"},
			Value: uuidForm,
			Match: []string{
				"CYPRESS_API_KEY=«Db04d647-1A96-4F97-5df1-1B4a622baAbb»",
				`"cypressApiKey": "«0ffd424A-803A-b9a9-b3B4-5caCA21ab2cF»"`,
				"my cypress secret «afe55eFf-9BdD-B9E8-7928-1c43bA0c87E9»",
			},
			NoMatch: []string{
				"value: Db04d647-1A96-4F97-5df1-1B4a622baAbb",
				"CYPRESS_API_KEY=${CYPRESS_API_KEY}",
				"cypress api key is in the vault",
				"cypress_version: 0ffd42.2",
			},
		}.detector(),
	}
}
