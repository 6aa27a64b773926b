package secret

import "sluice/pkg/scan/rule"

func cryptocompare() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "cryptocompare-key",
			About: "CryptoCompare API key",
			Words: []string{"cryptocompare"},
			Value: `[a-f0-9]{64}`,
			Match: []string{
				"CRYPTOCOMPARE_API_KEY=«d058df8cb5bceee72eeb5d608e934cfb3d905019fea8d98072f665b3ac93a534»",
				`"cryptocompareApiKey": "«234c3140e16ffb55202ecef5000b7875e78bf5335a9d8e5bb28be620cda76a40»"`,
				"my cryptocompare secret «59eeb5846a19556e432ec2918fa8891bbca7cd0b2e01bd3c2d4f4d90b1ccf3ac»",
			},
			NoMatch: []string{
				"value: d058df8cb5bceee72eeb5d608e934cfb3d905019fea8d98072f665b3ac93a534",
				"CRYPTOCOMPARE_API_KEY=${CRYPTOCOMPARE_API_KEY}",
				"cryptocompare api key is in the vault",
				"cryptocompare_version: 234c31.2",
			},
		}.detector(),
	}
}
