package secret

import "sluice/pkg/scan/rule"

func etherscan() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "etherscan-key",
			About: "Etherscan family API key",
			Words: []string{"etherscan", "polygonscan", "arbiscan", "basescan", "ftmscan", "snowtrace"},
			Value: `[A-Z0-9]{34}`,
			Match: []string{
				"ETHERSCAN_API_KEY=«1P8DV9WQ70XPOLO2FYDZ8EBLYH82Q9V7O2»",
				`"etherscanApiKey": "«EEMT11DS9CTWFHL7GRWTAGE80PW3C2GKHW»"`,
				"my etherscan secret «TEW2XAE4HX1Z0W32R1MVA8CNX8GR1NHCK6»",
			},
			NoMatch: []string{
				"value: 1P8DV9WQ70XPOLO2FYDZ8EBLYH82Q9V7O2",
				"ETHERSCAN_API_KEY=${ETHERSCAN_API_KEY}",
				"etherscan api key is in the vault",
				"etherscan_version: EEMT11.2",
			},
		}.detector(),
	}
}
