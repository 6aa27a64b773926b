package secret

import "sluice/pkg/scan/rule"

func brevo() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "brevo-api-key",
			About:    "Brevo (Sendinblue) API key or SMTP key",
			Prefixes: []string{"xkeysib-", "xsmtpsib-"},
			Body:     `[a-f0-9]{64}-[A-Za-z0-9]{16}`,
			Match: []string{
				"BREVO_TOKEN=«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»",
				"Authorization: Bearer «xsmtpsib-6f4edd973d98b90ffc1179c3291af3b1b207ed4f35a881bf2eb0da2bc2d89f7a-uGBqXVVlRBPuxsXg»",
			},
			NoMatch: []string{
				"xkeysib-",
				"xkeysib-e4d05b94ce5389c9637b359819e",
				"xsmtpsib-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx-xxxxxxxxxxxxxxxx",
				"a token starts with xkeysib- and is kept in the vault",
			},
		}.detector(),
	}
}
