package secret

import "sluice/pkg/scan/rule"

func audd() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "audd-token",
			About: "AudD API token",
			Words: []string{"audd"},
			Value: `[A-Za-z0-9]{32}`,
			Match: []string{
				"AUDD_API_KEY=«2Gzl9TMHJyIbyoMUUuId6ZNrPXmot0Cj»",
				`"auddApiKey": "«hrjigszt0Z3aV2Cke7BMo7eEvo1tuXsv»"`,
				"my audd secret «1u0o3OG3ieKh6Mh1qeovD18hyludgPWz»",
			},
			NoMatch: []string{
				"value: 2Gzl9TMHJyIbyoMUUuId6ZNrPXmot0Cj",
				"AUDD_API_KEY=${AUDD_API_KEY}",
				"audd api key is in the vault",
				"audd_version: hrjigs.2",
			},
		}.detector(),
	}
}
