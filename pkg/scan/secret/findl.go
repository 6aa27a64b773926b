package secret

import "sluice/pkg/scan/rule"

func findl() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule:  "findl-key",
			About: "Findl API key",
			Words: []string{"findl"},
			Value: uuidForm,
			Match: []string{
				"FINDL_API_KEY=«1b2c3d4e-5f60-4718-92a3-b4c5d6e7f809»",
			},
			NoMatch: []string{
				"value: AA1cD2d4-e1cd-c207-cCa1-6cf7CD1ec5EE",
				"FINDL_API_KEY=${FINDL_API_KEY}",
				"findl api key is in the vault",
				"findl_version: F2b6f7.2",
			},
		}.detector(),
	}
}
