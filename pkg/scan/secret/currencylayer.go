package secret

import "sluice/pkg/scan/rule"

func currencylayer() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "currencylayer-key",
			About: "currencylayer access key",
			Words: []string{"currencylayer"},
			Value: `[A-Za-z0-9]{32}`,
			Match: []string{
				"CURRENCYLAYER_API_KEY=«50GU2UPdTWhIaTJm3eTvkKyF7F5IDyZw»",
				`"currencylayerApiKey": "«mSTWMdmX9ciK09mJtAHofWeWKdgsgFxs»"`,
				"my currencylayer secret «SV5nLLf5KBOID2Xk0eUxZP2Z33CQxzV1»",
			},
			NoMatch: []string{
				"value: 50GU2UPdTWhIaTJm3eTvkKyF7F5IDyZw",
				"CURRENCYLAYER_API_KEY=${CURRENCYLAYER_API_KEY}",
				"currencylayer api key is in the vault",
				"currencylayer_version: mSTWMd.2",
			},
		}.detector(),
	}
}
