package secret

import "sluice/pkg/scan/rule"

func klaviyo() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "klaviyo-key",
			About:    "Klaviyo private key",
			Prefixes: []string{"pk_"},
			Body:     `[a-f0-9]{34}`,
			Left:     wordByte,
			Right:    tokenBytes,
			Match: []string{
				"KLAVIYO_TOKEN=«pk_60de7338d9244489556f67928f77e4569d»",
				"Authorization: Bearer «pk_6d8dafcc218e2d5919c5a8fe0c4273371d»",
			},
			NoMatch: []string{
				"pk_",
				"pk_60de7338d92",
				"pk_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with pk_ and is kept in the vault",
			},
		}.detector(),
		named{
			Rule:  "klaviyo-named-key",
			About: "Klaviyo private key with its name",
			Words: []string{"klaviyo"},
			Value: `pk_[a-z0-9]{34,40}`,
			Match: []string{
				"KLAVIYO_API_KEY=«pk_ngfxv2f72o8ycwnbx29tcqywybanzu1936lgi»",
				`"klaviyoApiKey": "«pk_naxrurr8gj9e8qaum2vh8f2v916klxjfq1kf5»"`,
				"my klaviyo secret «pk_jm0oreu03xwrn0wkquupd14dwknpjgrbbbw»",
			},
			NoMatch: []string{
				"value: pk_ngfxv2f72o8ycwnbx29tcqywybanzu1936lgi",
				"KLAVIYO_API_KEY=${KLAVIYO_API_KEY}",
				"klaviyo api key is in the vault",
				"klaviyo_version: pk_nax.2",
			},
		}.detector(),
	}
}
