package secret

import "sluice/pkg/scan/rule"

func braze() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule:  "braze-api-key",
			About: "Braze REST API key",
			Words: []string{"braze"},
			Value: uuidForm,
			Match: []string{
				"BRAZE_API_KEY=«Bb344eBB-5831-0F32-409F-Edb1fA7B5fAC»",
				`"brazeApiKey": "«A2649540-A09D-BCc3-3289-3630241BBE8d»"`,
				"my braze secret «beeB900D-5e7D-5C90-ffae-97a2104f59CA»",
			},
			NoMatch: []string{
				"value: Bb344eBB-5831-0F32-409F-Edb1fA7B5fAC",
				"BRAZE_API_KEY=${BRAZE_API_KEY}",
				"braze api key is in the vault",
				"braze_version: A26495.2",
			},
		}.detector(),
	}
}
