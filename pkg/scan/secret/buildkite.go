package secret

import "sluice/pkg/scan/rule"

func buildkite() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "buildkite-user-token",
			About:    "Buildkite user access token",
			Prefixes: []string{"bkua_"},
			Body:     `[a-z0-9]{40}`,
			Match: []string{
				"BUILDKITE_TOKEN=«bkua_09q0ees6zbqj8cipv8a0ran4twpk9wctfo9nacgd»",
				"Authorization: Bearer «bkua_aymxved14ep4m6x5s2z6thdrxlcn0yyj30l19ogp»",
			},
			NoMatch: []string{
				"bkua_",
				"bkua_09q0ees6zbqj8",
				"bkua_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with bkua_ and is kept in the vault",
			},
		}.detector(),
		prefixed{
			Rule:     "buildkite-agent-token",
			About:    "Buildkite cluster, agent or job token",
			Prefixes: []string{"bkct_", "bkaj_", "bkat_"},
			Body:     `[A-Za-z0-9_-]{32,1000}`,
			Check:    digits,
			Match: []string{
				"BUILDKITE_TOKEN=«bkct_0xBmGFlFg8SbHnku7NlzWUXjJTKtdLvY»",
				"Authorization: Bearer «bkaj_A45OQSw34VecCCbScWkJs9szkSNCPAQ5»",
				`{"token": "«bkat_jQxEte6jmBZp4KY0cz6s8U5NOUNPyKDS»"}`,
			},
			NoMatch: []string{
				"bkct_",
				"bkct_0xBmGFlFg8",
				"bkat_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with bkct_ and is kept in the vault",
			},
		}.detector(),
		named{
			Rule:  "buildkite-legacy-token",
			About: "Buildkite agent token of the older form",
			Words: []string{"buildkite"},
			Value: `[a-z0-9]{40,50}`,
			Match: []string{
				"BUILDKITE_API_KEY=«8y445wlifhw0tyh06bh2cfd8tcqb02xnoglgdngdwfy»",
				`"buildkiteApiKey": "«s9rhnxdvnem9tru4q823nw4o22jk67lxrp7jqb2dan8e»"`,
				"my buildkite secret «9txj31jo62xxbi8ecpsyo1gwrbhh202yuph94r7px»",
			},
			NoMatch: []string{
				"value: 8y445wlifhw0tyh06bh2cfd8tcqb02xnoglgdngdwfy",
				"BUILDKITE_API_KEY=${BUILDKITE_API_KEY}",
				"buildkite api key is in the vault",
				"buildkite_version: s9rhnx.2",
			},
		}.detector(),
	}
}
