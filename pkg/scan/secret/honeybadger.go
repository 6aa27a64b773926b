package secret

import "sluice/pkg/scan/rule"

func honeybadger() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "honeybadger-key",
			About:    "Honeybadger project, personal or account key",
			Prefixes: []string{"hbp_", "hbu_", "hba_"},
			Body:     `[A-Za-z0-9]{34,40}`,
			Left:     wordByte,
			Right:    tokenBytes,
			Match: []string{
				"HONEYBADGER_TOKEN=«hbp_BQQAy7jUfsNv8dhR5R69jDc1weXWnPsMJTi»",
				"Authorization: Bearer «hbu_UJGMTQ2340zkjykS8NB4HO0V78A6NWroYRl»",
				`{"token": "«hba_6MEYhhxByaMLmUx07iei38eokJ0h3jnhGyLkT»"}`,
			},
			NoMatch: []string{
				"hbp_",
				"hbp_BQQAy7jUfsN",
				"hba_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with hbp_ and is kept in the vault",
			},
		}.detector(),
	}
}
