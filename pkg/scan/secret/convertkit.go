package secret

import "sluice/pkg/scan/rule"

func convertkit() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "convertkit-key",
			About: "Kit (ConvertKit) API key or secret",
			Words: []string{"convertkit"},
			Value: `[A-Za-z0-9_-]{22,43}`,
			Check: random,
			Match: []string{
				"CONVERTKIT_API_KEY=«36gkt6KggRblQtAGBMP13dP83»",
				`"convertkitApiKey": "«Wsglrb8Zi7PnSyP1j5YFbC»"`,
				"my convertkit secret «8dpbVTCc80EpFYvI6b5GnwHj»",
			},
			NoMatch: []string{
				"value: 36gkt6KggRblQtAGBMP13dP83",
				"CONVERTKIT_API_KEY=${CONVERTKIT_API_KEY}",
				"convertkit api key is in the vault",
				"convertkit_version: Wsglrb.2",
			},
		}.detector(),
	}
}
