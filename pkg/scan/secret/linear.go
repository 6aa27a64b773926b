package secret

import "sluice/pkg/scan/rule"

func linear() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "linear-key",
			About:    "Linear API key, OAuth token or webhook secret",
			Prefixes: []string{"lin_api_", "lin_oauth_", "lin_wh_"},
			Body:     `[A-Za-z0-9]{40,64}`,
			Match: []string{
				"LINEAR_TOKEN=«lin_api_BTf37V14XAI6CwjdOXA33SnJp1YJqo47offBBX8Hk»",
				"Authorization: Bearer «lin_oauth_9IJ82wwLeGhmvNErYvSGq0bwcrxyol5jnlPuoFCuCPB»",
				`{"token": "«lin_wh_dPduTUikevbzncrkuoJIqsKNQPBvU5Pyy67jlLm5»"}`,
			},
			NoMatch: []string{
				"lin_api_",
				"lin_api_BTf37V14XAI6C",
				"lin_wh_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with lin_api_ and is kept in the vault",
			},
		}.detector(),
	}
}
