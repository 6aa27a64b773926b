package secret

import "sluice/pkg/scan/rule"

func campayn() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "campayn-key",
			About: "Campayn API key",
			Words: []string{"campayn"},
			Value: `[a-z0-9]{64}`,
			Match: []string{
				"CAMPAYN_API_KEY=«kumpdukfhmy16ko0es052oppm5ytth6ml78cubfv0ksxyop76sz8u0jhmo1pzmvw»",
				`"campaynApiKey": "«mrnlbbr0so6kj0g9es6d852392wh0msntgaolwbow3ck18gxndnnh4o2wsswowmu»"`,
				"my campayn secret «byzz7tnk4m2xfrj68umhoxzi47p2vur7ikw8pcvi5ob5ud1dh5860ijk6plug0sy»",
			},
			NoMatch: []string{
				"value: kumpdukfhmy16ko0es052oppm5ytth6ml78cubfv0ksxyop76sz8u0jhmo1pzmvw",
				"CAMPAYN_API_KEY=${CAMPAYN_API_KEY}",
				"campayn api key is in the vault",
				"campayn_version: mrnlbb.2",
			},
		}.detector(),
	}
}
