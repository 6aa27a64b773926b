package secret

import "sluice/pkg/scan/rule"

func canva() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "canva-client-secret",
			About:    "Canva Connect client secret",
			Prefixes: []string{"cnvca"},
			Body:     `[A-Za-z0-9_-]{51}`,
			Match: []string{
				"CANVA_TOKEN=«cnvca67WxmOXg5AuQTYutA722ik3JwVGVirjrmC7X1iiaGvl9XPLvyDO»",
				"Authorization: Bearer «cnvcaVmxrllgfnzoCtpmQZTT83k46R7dztf0xyKl6bdCSK9wQxioC9lK»",
			},
			NoMatch: []string{
				"cnvca",
				"cnvca67WxmOXg5AuQTYutA",
				"cnvcaxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with cnvca and is kept in the vault",
			},
		}.detector(),
	}
}
