package secret

import "sluice/pkg/scan/rule"

func cloudflare() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "cloudflare-scannable-token",
			About:    "Cloudflare API key, user token or account token with its prefix",
			Prefixes: []string{"cfk_", "cfut_", "cfat_"},
			Body:     `[A-Za-z0-9_-]{40,60}`,
			Check:    digits,
			Match: []string{
				"CLOUDFLARE_TOKEN=«cfk_9o2OzQgQNlc2375nXxLAIh4a7zm7fekCH2eas5upiHVT»",
				"Authorization: Bearer «cfut_MNIJAGCXEf9ekAKO5cGBExVdLpxvIlP3zW0CL2Bkmpr»",
				`{"token": "«cfat_sQYeWm847m7yO5HPWoiep52GhemR5GnwtB3V3omO»"}`,
			},
			NoMatch: []string{
				"cfk_",
				"cfk_9o2OzQgQNlc237",
				"cfat_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with cfk_ and is kept in the vault",
			},
		}.detector(),
		named{
			Rule:  "cloudflare-api-token",
			About: "Cloudflare API token",
			Words: []string{"cloudflare", "cf_api", "cf_token", "cf-api"},
			Value: `[A-Za-z0-9_-]{40}`,
			Check: random,
			Match: []string{
				"CLOUDFLARE_API_KEY=«3WLtnV2c4jarbLMYGmHH9UAEtnVgYQYXWWsqEcpT»",
				`"cloudflareApiKey": "«cbHwrIaSRRot0HKJNtpaC0SkfH1yAyU2xTh7TNAr»"`,
				"my cloudflare secret «HxQvr1HsbZn7Xak5K0YJnmAgka5inWK6FyHhdYqg»",
			},
			NoMatch: []string{
				"value: 3WLtnV2c4jarbLMYGmHH9UAEtnVgYQYXWWsqEcpT",
				"CLOUDFLARE_API_KEY=${CLOUDFLARE_API_KEY}",
				"cloudflare api key is in the vault",
				"cloudflare_version: cbHwrI.2",
			},
		}.detector(),
		named{
			Rule:  "cloudflare-global-key",
			About: "Cloudflare global API key",
			Words: []string{"cloudflare", "x-auth-key", "cf_api", "cf_key"},
			Value: `[a-f0-9]{37}`,
			Match: []string{
				"CLOUDFLARE_API_KEY=«b3a3357c43278bd0afb495cbfc670e48fc381»",
				`"cloudflareApiKey": "«018d0d45c7334157da4da4addc2c24db32b69»"`,
				"my cloudflare secret «4393b40b667172751c474fc454c181bd2a23d»",
			},
			NoMatch: []string{
				"value: b3a3357c43278bd0afb495cbfc670e48fc381",
				"CLOUDFLARE_API_KEY=${CLOUDFLARE_API_KEY}",
				"cloudflare api key is in the vault",
				"cloudflare_version: 018d0d.2",
			},
		}.detector(),
		prefixed{
			Rule:     "cloudflare-origin-ca-key",
			About:    "Cloudflare Origin CA key",
			Prefixes: []string{"v1.0-"},
			Body:     `[a-f0-9]{24}-[a-f0-9]{146}`,
			Match: []string{
				"CLOUDFLARE_TOKEN=«v1.0-04bc4c8ce3c47a2838b069b2-24bcdcd438c414fcabc304685890b1b54a0324aced345f3172437f627bd1c0fb0689aa964f0fda4c19f27bce1451e8ee62c819fe730dbb68302bbdd9ffbebcc6960cfd85f27f6fbbc1»",
				"Authorization: Bearer «v1.0-fd07046152fda9c7c7208a4b-44a689cb9a038c57d37b3da692917cebcdb7fa6a0d5a95a6ed80c9bfdefe1c2ff3aa19755b62acd2a3642940c80eaf71c48c5def6679577758c5beb2aecc586076022aa7b2e03f8888»",
			},
			NoMatch: []string{
				"v1.0-",
				"v1.0-04bc4c8ce3c47a2838b069b2-24bcdcd438c414fcabc304685890b1b5",
				"v1.0-xxxxxxxxxxxxxxxxxxxxxxxx-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with v1.0- and is kept in the vault",
			},
		}.detector(),
		named{
			Rule:  "cloudflare-turnstile-secret",
			About: "Cloudflare Turnstile secret key",
			Words: []string{"turnstile", "cf_turnstile"},
			Value: `0x4[A-Za-z0-9_-]{32,40}`,
			Match: []string{
				"TURNSTILE_API_KEY=«0x4mnR018q8Do1vhlBTSrLjdEpoEVgkauQmF»",
				`"turnstileApiKey": "«0x4rABBMcjSMrf3wdLM1IKGaLZSSjoqVd9c»"`,
				"my turnstile secret «0x4EnhDB139IonNQPb7oElbanUQscvCcmhOWM»",
			},
			NoMatch: []string{
				"value: 0x4mnR018q8Do1vhlBTSrLjdEpoEVgkauQmF",
				"TURNSTILE_API_KEY=${TURNSTILE_API_KEY}",
				"turnstile api key is in the vault",
				"turnstile_version: 0x4rAB.2",
			},
		}.detector(),
		named{
			Rule:  "cloudflare-r2-secret",
			About: "Cloudflare R2 secret access key",
			Words: []string{"r2_secret", "r2-secret", "r2_access", "cloudflare_r2"},
			Value: `[a-f0-9]{64}`,
			Match: []string{
				"R2_SECRET_API_KEY=«de3559c7cad058abec2e568ada9008456304309a7f6c8c01b36f33b114db2001»",
				`"r2_secret": "«da36b7cfcf922a88130b17ab519ad1e5e9a5899c0c8fb2852c8312ed8849e993»"`,
				"my r2_secret secret «798ad162802a2e8b3e17565568cba81cbe0b0dc8b7540e3462885aeeaf74a61f»",
			},
			NoMatch: []string{
				"value: de3559c7cad058abec2e568ada9008456304309a7f6c8c01b36f33b114db2001",
				"R2_SECRET_API_KEY=${R2_SECRET_API_KEY}",
				"r2_secret api key is in the vault",
				"r2_secret_version: da36b7.2",
			},
		}.detector(),
		prefixed{
			Rule:      "cloudflare-tunnel-token",
			About:     "Cloudflare Tunnel token (base64 of its JSON)",
			Prefixes:  []string{"eyJhIjoi"},
			Body:      `[A-Za-z0-9+/]{120,400}={0,2}`,
			Check:     tunnelToken,
			Validator: "JSON with the fields a, t and s",
			Match: []string{
				"cloudflared tunnel run --token «eyJhIjoiMDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWYiLCJ0IjoiMWIyYzNkNGUtNWY2MC00NzE4LTkyYTMtYjRjNWQ2ZTdmODA5IiwicyI6IlJYaGhiWEJzWlVWNFlXMXdiR1ZGZUdGdGNHeGxNREV5TXpRMU5qYzRPUT09In0=»",
			},
			NoMatch: []string{
				"eyJhIjoi",
				"eyJhIjoiQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJD",
			},
		}.detector(),
	}
}
