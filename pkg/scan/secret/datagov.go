package secret

import "sluice/pkg/scan/rule"

func datagov() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "datagov-key",
			About: "api.data.gov key",
			Words: []string{"data.gov", "data_gov", "datagov"},
			Value: `[A-Za-z0-9]{40}`,
			Match: []string{
				"data.gov-key=«yvmswSs9IiZ2pYFFym8X5OyWPfIqm8JciEYDbvv0»",
				`"data.gov_key": "«R09aXCmtQGBtxRp4e04p9eGlUdIfkz7ZDLPDsHHe»"`,
				"my data.gov secret «fM4kIie7wDgIooJwrT6VpcXPhLhltgPjNqYMf9jR»",
			},
			NoMatch: []string{
				"value: yvmswSs9IiZ2pYFFym8X5OyWPfIqm8JciEYDbvv0",
				"DATA_GOV_API_KEY=${DATA_GOV_API_KEY}",
				"data.gov api key is in the vault",
				"data.gov_version: R09aXC.2",
			},
		}.detector(),
	}
}
