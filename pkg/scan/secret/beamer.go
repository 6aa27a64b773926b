package secret

import "sluice/pkg/scan/rule"

func beamer() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "beamer-token",
			About: "Beamer API token",
			Words: []string{"beamer"},
			Value: `b_[A-Za-z0-9=_-]{44}`,
			Match: []string{
				"BEAMER_API_KEY=«b_Igd4iPnCyTd39BLY3Ml9xs5a113TaSMZbfuigsq8HCtI»",
				`"beamerApiKey": "«b_dPBXwWYB7LnN3jITf2iAdtvXjyQOa7AMRJI5r6xJc6h5»"`,
				"my beamer secret «b_Q0sz47VJ21zKgqWRkZnRHBhd3oWTLzGQ7GHDFsa9Qsdk»",
			},
			NoMatch: []string{
				"value: b_Igd4iPnCyTd39BLY3Ml9xs5a113TaSMZbfuigsq8HCtI",
				"BEAMER_API_KEY=${BEAMER_API_KEY}",
				"beamer api key is in the vault",
				"beamer_version: b_dPBX.2",
			},
		}.detector(),
	}
}
