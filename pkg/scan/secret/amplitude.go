package secret

import "sluice/pkg/scan/rule"

func amplitude() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "amplitude-key",
			About: "Amplitude API key or secret key",
			Words: []string{"amplitude"},
			Value: `[a-f0-9]{32}`,
			Match: []string{
				"AMPLITUDE_API_KEY=«7cc3cfbd7d87c17a3d45c86df1ddc67d»",
				`"amplitudeApiKey": "«387b0e6f04ce3b83823f2896de08d81e»"`,
				"my amplitude secret «fc828f9d325bd0a49934b3e7375e30ba»",
			},
			NoMatch: []string{
				"value: 7cc3cfbd7d87c17a3d45c86df1ddc67d",
				"AMPLITUDE_API_KEY=${AMPLITUDE_API_KEY}",
				"amplitude api key is in the vault",
				"amplitude_version: 387b0e.2",
			},
		}.detector(),
	}
}
