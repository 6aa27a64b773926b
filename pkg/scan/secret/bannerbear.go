package secret

import "sluice/pkg/scan/rule"

func bannerbear() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "bannerbear-key",
			About: "Bannerbear API key",
			Words: []string{"bannerbear"},
			Value: `[a-z0-9]{22}tt`,
			Match: []string{
				"BANNERBEAR_API_KEY=«8h7186j50hp8rdyggggrajtt»",
				`"bannerbearApiKey": "«25xefibpl63m61gcxivghbtt»"`,
				"my bannerbear secret «44vrd43luatyoew97vsgcltt»",
			},
			NoMatch: []string{
				"value: 8h7186j50hp8rdyggggrajtt",
				"BANNERBEAR_API_KEY=${BANNERBEAR_API_KEY}",
				"bannerbear api key is in the vault",
				"bannerbear_version: 25xefi.2",
			},
		}.detector(),
		prefixed{
			Rule:     "bannerbear-project-key",
			About:    "Bannerbear project or master key",
			Prefixes: []string{"bb_pr_", "bb_ma_"},
			Body:     `[a-f0-9]{30}`,
			Match: []string{
				"BANNERBEAR_TOKEN=«bb_pr_6cbf1c042473f48862a734be70ffdc»",
				"Authorization: Bearer «bb_ma_4f12c636c9ee85884ada168cc326f7»",
			},
			NoMatch: []string{
				"bb_pr_",
				"bb_pr_6cbf1c0424",
				"bb_ma_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with bb_pr_ and is kept in the vault",
			},
		}.detector(),
	}
}
