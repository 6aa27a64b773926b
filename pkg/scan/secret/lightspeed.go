package secret

import "sluice/pkg/scan/rule"

func lightspeed() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "lightspeed-token",
			About: "Lightspeed API secret",
			Words: []string{"lightspeed"},
			Value: `[A-Za-z0-9]{40,64}`,
			Match: []string{
				"LIGHTSPEED_API_KEY=«aSLhxu6s6e8Xh8CtdP9J0ExIshKp7c0C2Nemxc6Gpp»",
				`"lightspeedApiKey": "«6Mpeo7S5a1Hf9FACpH2jQBnrc97lH9Ch5k0Hckpfl»"`,
				"my lightspeed secret «JpBmbsMSikyN9LXJiGYW4Uzzs4oobkVH3rdrfbl1y1L3»",
			},
			NoMatch: []string{
				"value: aSLhxu6s6e8Xh8CtdP9J0ExIshKp7c0C2Nemxc6Gpp",
				"LIGHTSPEED_API_KEY=${LIGHTSPEED_API_KEY}",
				"lightspeed api key is in the vault",
				"lightspeed_version: 6Mpeo7.2",
			},
		}.detector(),
	}
}
