package secret

import "sluice/pkg/scan/rule"

func deno() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "deno-deploy-token",
			About:    "Deno Deploy token of a user or an organization",
			Prefixes: []string{"ddp_", "ddo_", "ddw_"},
			Body:     `[A-Za-z0-9]{36}`,
			Match: []string{
				"DENO_TOKEN=«ddp_9rlqYsQqQzVryUSNyDBwQ8bFZ3hxBevgTf0l»",
				"Authorization: Bearer «ddo_SOosCPgoDdmuYyBhbiAXMwL89rZzamd2vxWf»",
				`{"token": "«ddw_Uk2ZmBdS7dVismHb7Rwu8wQbrZhQPPh2WTLY»"}`,
			},
			NoMatch: []string{
				"ddp_",
				"ddp_9rlqYsQqQzVr",
				"ddw_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with ddp_ and is kept in the vault",
			},
		}.detector(),
	}
}
