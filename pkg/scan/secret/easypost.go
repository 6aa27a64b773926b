package secret

import "sluice/pkg/scan/rule"

func easypost() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "easypost-key",
			About:    "EasyPost API key, production or test",
			Prefixes: []string{"EZAK", "EZTK"},
			Body:     `[A-Za-z0-9]{54}`,
			Match: []string{
				"EASYPOST_TOKEN=«EZAK5ZpssXsZ4q3yn9jyoUSb3LWG6jKbX9og8tosBB9sTSy5hgzOw8SHwr»",
				"Authorization: Bearer «EZTKfkgx9r9pogvR7YAoAcsFFJhH5qpXWp67vDkSsoataf5maItp5Tum0H»",
			},
			NoMatch: []string{
				"EZAK",
				"EZAK5ZpssXsZ4q3yn9jyoU",
				"EZTKxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with EZAK and is kept in the vault",
			},
		}.detector(),
	}
}
