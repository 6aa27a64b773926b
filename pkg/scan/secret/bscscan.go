package secret

import "sluice/pkg/scan/rule"

func bscscan() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "bscscan-key",
			About: "BscScan API key",
			Words: []string{"bscscan"},
			Value: `[A-Z0-9]{33,34}`,
			Match: []string{
				"BSCSCAN_API_KEY=«WVV88Z1JVI7M8JM5RK3DM0QWS53AF6Q7F»",
				`"bscscanApiKey": "«IUD5F325DF70515D8D9B7LPD0BRDPI36F»"`,
				"my bscscan secret «XWRJ97JKL7K8NIT3S2C68TJC6TZCEBC9D»",
			},
			NoMatch: []string{
				"value: WVV88Z1JVI7M8JM5RK3DM0QWS53AF6Q7F",
				"BSCSCAN_API_KEY=${BSCSCAN_API_KEY}",
				"bscscan api key is in the vault",
				"bscscan_version: IUD5F3.2",
			},
		}.detector(),
	}
}
