package secret

import "sluice/pkg/scan/rule"

func cockroach() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "cockroachdb-cloud-key",
			About:    "CockroachDB Cloud API key",
			Prefixes: []string{"CCDB1_"},
			Body:     `[A-Za-z0-9]{22}_[A-Za-z0-9]{40}`,
			Match: []string{
				"COCKROACH_TOKEN=«CCDB1_pibRhQPI9eCL6lh0V4GFnz_4QTm9f5HdOybVzIRQWbEcIlMR0C8MBxEhJPx4XAQ»",
				"Authorization: Bearer «CCDB1_bvKx0eSBQ1AExReVnjVnTD_QWenYEcdkgXOOXz7y0XcIM282SO6qmGibZvdE0r6»",
			},
			NoMatch: []string{
				"CCDB1_",
				"CCDB1_pibRhQPI9eCL6lh0V4GFn",
				"CCDB1_xxxxxxxxxxxxxxxxxxxxxx_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with CCDB1_ and is kept in the vault",
			},
		}.detector(),
	}
}
