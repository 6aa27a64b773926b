package secret

import "sluice/pkg/scan/rule"

func loyverse() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "loyverse-token",
			About: "Loyverse access token",
			Words: []string{"loyverse"},
			Value: `[A-Za-z0-9]{32}`,
			Match: []string{
				"LOYVERSE_API_KEY=«Gzx93bS080fo7MSEsRBeDIM1zxOxKass»",
				`"loyverseApiKey": "«sKkRvYusTR8JY74SfJTWCM5PIp6r6iij»"`,
				"my loyverse secret «cHBxMj1SCvEakGhTCRCrmbuOR77sV5az»",
			},
			NoMatch: []string{
				"value: Gzx93bS080fo7MSEsRBeDIM1zxOxKass",
				"LOYVERSE_API_KEY=${LOYVERSE_API_KEY}",
				"loyverse api key is in the vault",
				"loyverse_version: sKkRvY.2",
			},
		}.detector(),
	}
}
