package secret

import "sluice/pkg/scan/rule"

func knapsackpro() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "knapsackpro-token",
			About: "Knapsack Pro token",
			Words: []string{"knapsackpro", "knapsack_pro", "knapsack-pro"},
			Value: `[A-Za-z0-9]{32}`,
			Match: []string{
				"KNAPSACKPRO_API_KEY=«89K1swMMU1idFbCwR26GxwzcQYZSnbAR»",
				`"knapsackproApiKey": "«NevgZOAXdfsIZvu88j0ysqGreerkXuX6»"`,
				"my knapsackpro secret «ICFFawNAbRdzk4JWQ5f27uvtxUdjTy5W»",
			},
			NoMatch: []string{
				"value: 89K1swMMU1idFbCwR26GxwzcQYZSnbAR",
				"KNAPSACKPRO_API_KEY=${KNAPSACKPRO_API_KEY}",
				"knapsackpro api key is in the vault",
				"knapsackpro_version: NevgZO.2",
			},
		}.detector(),
	}
}
