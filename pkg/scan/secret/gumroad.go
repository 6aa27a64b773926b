package secret

import "sluice/pkg/scan/rule"

func gumroad() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "gumroad-token",
			About: "Gumroad access token",
			Words: []string{"gumroad"},
			Value: `[A-Za-z0-9_-]{40,64}`,
			Check: random,
			Match: []string{
				"GUMROAD_API_KEY=«FvLEm3zWMgsEEp1duLDYOr8nHPCA0de6n6M3mgnd»",
				`"gumroadApiKey": "«Q4tcNUxTtChc51TkJfiGxGGLs3LC9yU5FSjI3ah28Ca»"`,
				"my gumroad secret «uRazpTqZxt26HbCfBww9s8wJ7DVw9FiPcJmDgP31T»",
			},
			NoMatch: []string{
				"value: FvLEm3zWMgsEEp1duLDYOr8nHPCA0de6n6M3mgnd",
				"GUMROAD_API_KEY=${GUMROAD_API_KEY}",
				"gumroad api key is in the vault",
				"gumroad_version: Q4tcNU.2",
			},
		}.detector(),
	}
}
