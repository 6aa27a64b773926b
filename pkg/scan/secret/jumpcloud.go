package secret

import "sluice/pkg/scan/rule"

func jumpcloud() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "jumpcloud-key",
			About:    "JumpCloud API key",
			Prefixes: []string{"jca_"},
			Body:     `[A-Za-z0-9]{36}`,
			Left:     wordByte,
			Right:    tokenBytes,
			Match: []string{
				"JUMPCLOUD_TOKEN=«jca_bTUq9n3o22MUJSHRc5DErNBrITD0ku0j59UF»",
				"Authorization: Bearer «jca_xBPtAmBBZfpf1lSVZPxwVrIdb4fRhMoXtKhW»",
			},
			NoMatch: []string{
				"jca_",
				"jca_bTUq9n3o22MU",
				"jca_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with jca_ and is kept in the vault",
			},
		}.detector(),
		named{
			Rule:  "jumpcloud-legacy-key",
			About: "JumpCloud API key of the older form",
			Words: []string{"jumpcloud"},
			Value: `[a-f0-9]{40}`,
			Match: []string{
				"JUMPCLOUD_API_KEY=«3260b0006f81b58ce41b0dfb121753be542cc086»",
				`"jumpcloudApiKey": "«1a8dad6e73076f6537fddc4ca2460747d078f6d4»"`,
				"my jumpcloud secret «2627a78b768d54650df728bd9d5848bf283ad8f1»",
			},
			NoMatch: []string{
				"value: 3260b0006f81b58ce41b0dfb121753be542cc086",
				"JUMPCLOUD_API_KEY=${JUMPCLOUD_API_KEY}",
				"jumpcloud api key is in the vault",
				"jumpcloud_version: 1a8dad.2",
			},
		}.detector(),
	}
}
