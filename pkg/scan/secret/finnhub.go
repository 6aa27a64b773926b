package secret

import "sluice/pkg/scan/rule"

func finnhub() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "finnhub-token",
			About: "Finnhub API token",
			Words: []string{"finnhub"},
			Value: `[a-z0-9]{20,40}`,
			Match: []string{
				"FINNHUB_API_KEY=«mgtprssciz5nokv4nm0xl7»",
				`"finnhubApiKey": "«yvf4yuojes3v6lbec4dz»"`,
				"my finnhub secret «gz2njsrevp48cxfxlcbhkx5e»",
			},
			NoMatch: []string{
				"value: mgtprssciz5nokv4nm0xl7",
				"FINNHUB_API_KEY=${FINNHUB_API_KEY}",
				"finnhub api key is in the vault",
				"finnhub_version: yvf4yu.2",
			},
		}.detector(),
	}
}
