package secret

import "sluice/pkg/scan/rule"

func ayrshare() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "ayrshare-key",
			About: "Ayrshare API key",
			Words: []string{"ayrshare"},
			Value: `[A-Z0-9]{7,8}-[A-Z0-9]{7,8}-[A-Z0-9]{7,8}-[A-Z0-9]{7,8}`,
			Match: []string{
				"AYRSHARE_API_KEY=«X8ENKQZ-JXMAQIH-7HFKW8U-U74B0YA»",
				`"ayrshareApiKey": "«HW1HXLW-0ZHM4X7B-IQMLLPG-F5G9KSA»"`,
				"my ayrshare secret «1TBGACL-BW2K7X2T-P8JLOINJ-GY5N8FV»",
			},
			NoMatch: []string{
				"value: X8ENKQZ-JXMAQIH-7HFKW8U-U74B0YA",
				"AYRSHARE_API_KEY=${AYRSHARE_API_KEY}",
				"ayrshare api key is in the vault",
				"ayrshare_version: HW1HXL.2",
			},
		}.detector(),
	}
}
