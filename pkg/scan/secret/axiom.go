package secret

import "sluice/pkg/scan/rule"

func axiom() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "axiom-token",
			About:    "Axiom API token or personal token",
			Prefixes: []string{"xaat-", "xapt-"},
			Body:     uuidForm,
			Match: []string{
				"AXIOM_TOKEN=«xaat-8EEB1d56-C195-15e1-Dd2A-886cafc3ECCC»",
				"Authorization: Bearer «xapt-D0d48A5B-e97F-84aC-b873-10dD369aa4e6»",
			},
			NoMatch: []string{
				"xaat-",
				"xaat-8EEB1d56-C19",
				"xapt-xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx",
				"a token starts with xaat- and is kept in the vault",
			},
		}.detector(),
	}
}
