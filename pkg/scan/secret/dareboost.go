package secret

import "sluice/pkg/scan/rule"

func dareboost() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "dareboost-key",
			About: "Dareboost API key",
			Words: []string{"dareboost"},
			Value: `[A-Za-z0-9]{40,64}`,
			Match: []string{
				"DAREBOOST_API_KEY=«5Pfywvzl2FdmeMRBOgT6W5NxuMxpsjwHW9bloSP7»",
				`"dareboostApiKey": "«BNRCGEnpMGz2tZyMo6EZP1leK9NdFsatwbzV0AdwUA»"`,
				"my dareboost secret «AYhYPJ6U0lbTz4eJiN0T06i1dU0kODsvoJSlYW2f5tdY»",
			},
			NoMatch: []string{
				"value: 5Pfywvzl2FdmeMRBOgT6W5NxuMxpsjwHW9bloSP7",
				"DAREBOOST_API_KEY=${DAREBOOST_API_KEY}",
				"dareboost api key is in the vault",
				"dareboost_version: BNRCGE.2",
			},
		}.detector(),
	}
}
