package secret

import "sluice/pkg/scan/rule"

func flexport() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "flexport-token",
			About:    "Flexport Shipment API token",
			Prefixes: []string{"shltm_"},
			Body:     `[A-Za-z0-9_-]{40,44}`,
			Match: []string{
				"FLEXPORT_TOKEN=«shltm_7UMgArH3hdA9Eh1sM6KVNQREtMbYzqiH4V7xufzw5»",
				"Authorization: Bearer «shltm_toDEHnvHsoP2B4u9la8X1kWIQUQQCwLmW7G2rKK9e»",
			},
			NoMatch: []string{
				"shltm_",
				"shltm_7UMgArH3hdA9E",
				"shltm_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with shltm_ and is kept in the vault",
			},
		}.detector(),
	}
}
