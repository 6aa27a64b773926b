package secret

import "sluice/pkg/scan/rule"

func langfuse() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "langfuse-secret-key",
			About:    "Langfuse secret key",
			Prefixes: []string{"sk-lf-"},
			Body:     uuidForm,
			Match: []string{
				"LANGFUSE_TOKEN=«sk-lf-E37Da9e7-ed58-51Cb-BF5a-5F7Ccd0D1dBe»",
				"Authorization: Bearer «sk-lf-9c18AA5c-06e4-B579-b7A1-7fAbaEFFbc18»",
			},
			NoMatch: []string{
				"sk-lf-",
				"sk-lf-E37Da9e7-ed5",
				"sk-lf-xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx",
				"a token starts with sk-lf- and is kept in the vault",
			},
		}.detector(),
	}
}
