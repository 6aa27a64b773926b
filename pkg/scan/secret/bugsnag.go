package secret

import "sluice/pkg/scan/rule"

func bugsnag() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule:  "bugsnag-key",
			About: "BugSnag API key or personal token",
			Words: []string{"bugsnag"},
			Value: uuidForm + `|[a-f0-9]{32}`,
			Match: []string{
				"BUGSNAG_API_KEY=«2514f64a9166433aa366bfceb7e4e440»",
				`"bugsnagApiKey": "«7cc030d3fc67830b87a69799e2d32e00»"`,
				"my bugsnag secret «8466410eed3c013f7b833a54fdcdf19b»",
			},
			NoMatch: []string{
				"value: 2514f64a9166433aa366bfceb7e4e440",
				"BUGSNAG_API_KEY=${BUGSNAG_API_KEY}",
				"bugsnag api key is in the vault",
				"bugsnag_version: 7cc030.2",
			},
		}.detector(),
	}
}
