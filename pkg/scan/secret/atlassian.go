package secret

import "sluice/pkg/scan/rule"

func atlassian() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:      "atlassian-api-token",
			About:     "Atlassian API token of a user or an organization",
			Prefixes:  []string{"ATATT3", "ATCTT3", "ATSTT3"},
			Body:      `[A-Za-z0-9_=-]{60,400}=[A-F0-9]{8}`,
			Validator: "eight hex digits after =",
			Match: []string{
				"ATLASSIAN_TOKEN=«ATATT3tmgTb6q9CqFR0wlVJ3ybNs1wBsew9V1JhXZ93CKS8T4cF3BLlGFBCVmubcip=567B2DF0»",
				"Authorization: Bearer «ATCTT3YyzgWvBwNJk0FMQIxvw0jT2Y8u8SDc2LIS8I44WPkMuctKP7pkm1kfyfg9sI=1E3147FB»",
				`{"token": "«ATSTT34pLmoTfzdDoRnRfT5p4DyAuFuOMMf5R2NK8wOM0V1LZdBWLHpKtoWsmZKaqP=8217CCE0»"}`,
			},
			NoMatch: []string{
				"ATATT3",
				"ATATT3tmgTb6q9CqFR0wlVJ3ybNs1",
				"ATSTT3xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx=xxxxxxxx",
				"a token starts with ATATT3 and is kept in the vault",
			},
		}.detector(),
		prefixed{
			Rule:     "bitbucket-app-password",
			About:    "Bitbucket app password or access token",
			Prefixes: []string{"ATBB"},
			Body:     `[A-Za-z0-9]{24}[A-F0-9]{8}`,
			Right:    tokenBytes,
			Match: []string{
				"ATLASSIAN_TOKEN=«ATBBo9bNZbx9dJL0cpmVAsRRsvTjDB534CDE»",
				"Authorization: Bearer «ATBBe7SNECbMPgL4VwHBBFsDW5QaDA74BAA3»",
			},
			NoMatch: []string{
				"ATBB",
				"ATBBo9bNZbx9dJ",
				"ATBBxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with ATBB and is kept in the vault",
			},
		}.detector(),
		named{
			Rule:  "atlassian-legacy-token",
			About: "Atlassian API token of the older form (Jira, Confluence)",
			Words: []string{"atlassian", "jira", "confluence"},
			Value: `[A-Za-z0-9]{24}`,
			Check: bothCases,
			Match: []string{
				"ATLASSIAN_API_KEY=«t02uL7aW8nUWHjPz33WKqb8M»",
				`"atlassianApiKey": "«irgbjtSW4o2MtfqfXACIRdow»"`,
				"my atlassian secret «zYMfoCTX59lgeXodms6gZyls»",
			},
			NoMatch: []string{
				"value: t02uL7aW8nUWHjPz33WKqb8M",
				"ATLASSIAN_API_KEY=${ATLASSIAN_API_KEY}",
				"atlassian api key is in the vault",
				"atlassian_version: irgbjt.2",
			},
		}.detector(),
	}
}
