package secret

import "sluice/pkg/scan/rule"

func facebook() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "facebook-access-token",
			About:    "Facebook user, page or system access token",
			Prefixes: []string{"EAA"},
			Body:     `[A-Za-z0-9]{80,400}`,
			Bits:     3.5,
			Left:     wordByte,
			Right:    tokenBytes,
			Match: []string{
				"FACEBOOK_TOKEN=«EAANOoSPtUC9cQL15tedF0lV5CV2JkNGKvTWWw4Ld5aBtxKjgmegbJVI6oXvU6z40ymMltZJCGcd35GUtjQ»",
				"Authorization: Bearer «EAAtXNmxQltzpKCyYFhVaPRhYAdPvUQO7ZCaN7x4XaPjdkulINNZN714KWtCj4M3lCX1ej1hlmcPXaniuse»",
			},
			NoMatch: []string{
				"EAA",
				"EAANOoSPtUC9cQL15tedF0lV5CV2J",
				"EAAxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with EAA and is kept in the vault",
			},
		}.detector(),
		prefixed{
			Rule:     "instagram-access-token",
			About:    "Instagram access token",
			Prefixes: []string{"IGQV", "IGQW", "IGAA"},
			Body:     `[A-Za-z0-9_-]{80,400}`,
			Bits:     3.5,
			Left:     wordByte,
			Right:    tokenBytes,
			Match: []string{
				"FACEBOOK_TOKEN=«IGQVMuaETUYwYWAEjPxAwAYikaXdxFgn80S1ryfatSvNV0XGjhuU46XOp4QvTv3qSWJ1Tmh6Q3J83ZjDO3el»",
				"Authorization: Bearer «IGQWNcrwufVNzJNAhhxUCUVI5smpeaNYSvNwpx7x27dsumUvK3Z2m9IK7gdJrT60EuQ2cU4BXbGPwoijSoJs»",
				`{"token": "«IGAAEj2ZH6hY2j6blPN3M2YXsa8CGGTlsEcH2wijfop1CkbZuKqWbDMLDzMPrQn5BjFVRmNlVp2z11aMEXJR»"}`,
			},
			NoMatch: []string{
				"IGQV",
				"IGQVMuaETUYwYWAEjPxAwAYikaXdxF",
				"IGAAxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with IGQV and is kept in the vault",
			},
		}.detector(),
		named{
			Rule:  "facebook-app-secret",
			About: "Facebook app secret",
			Words: []string{"facebook", "fb_app", "fb_secret", "fb-app", "instagram", "meta_app", "whatsapp"},
			Value: `[a-f0-9]{32}`,
			Match: []string{
				"FACEBOOK_API_KEY=«9157650aff6ca3db9c230959910344b3»",
				`"facebookApiKey": "«6a42dfb3b2b25f9b5d2f66c392014b19»"`,
				"my facebook secret «5db29d3a65cef84292a64dee21c3c123»",
			},
			NoMatch: []string{
				"value: 9157650aff6ca3db9c230959910344b3",
				"FACEBOOK_API_KEY=${FACEBOOK_API_KEY}",
				"facebook api key is in the vault",
				"facebook_version: 6a42df.2",
			},
		}.detector(),
		named{
			Rule:  "facebook-app-token",
			About: "Facebook app access token (id and secret)",
			Words: []string{"facebook", "fb_", "graph.facebook.com", "access_token"},
			Value: `[0-9]{13,17}\|[A-Za-z0-9_-]{27,32}`,
			Match: []string{
				"FACEBOOK_API_KEY=«07005939497807567|TXTqUy6Qk9eYU5Ztg1B2mAji2phcCp»",
				`"facebookApiKey": "«7693948470561896|1QVVYa7bYttIOlI05PCtGrzbhl3x»"`,
				"my facebook secret «377414182396652|uu6emeF7XBG0QXs7XuBurWG4bLBF»",
			},
			NoMatch: []string{
				"value: 07005939497807567|TXTqUy6Qk9eYU5Ztg1B2mAji2phcCp",
				"FACEBOOK_API_KEY=${FACEBOOK_API_KEY}",
				"facebook api key is in the vault",
				"facebook_version: 769394.2",
			},
		}.detector(),
	}
}
