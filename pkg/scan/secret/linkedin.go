package secret

import "sluice/pkg/scan/rule"

func linkedin() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "linkedin-client-secret",
			About: "LinkedIn client secret or id",
			Words: []string{"linkedin"},
			Value: `[A-Za-z0-9]{16}|77[a-z0-9]{12}`,
			Match: []string{
				"LINKEDIN_API_KEY=«v2OJCJVBFsTs06Y2»",
				`"linkedinApiKey": "«mR8UDrpfL83YpboK»"`,
				"my linkedin secret «77wize3fcrywdh»",
			},
			NoMatch: []string{
				"value: v2OJCJVBFsTs06Y2",
				"LINKEDIN_API_KEY=${LINKEDIN_API_KEY}",
				"linkedin api key is in the vault",
				"linkedin_version: mR8UDr.2",
			},
		}.detector(),
		prefixed{
			Rule:     "linkedin-marked-secret",
			About:    "LinkedIn client secret with its prefix",
			Prefixes: []string{"WPL_AP1."},
			Body:     `[A-Za-z0-9]{16}\.[A-Za-z0-9+/=]{4,12}`,
			Match: []string{
				"LINKEDIN_CLIENT_SECRET=«WPL_AP1.h9Kq2ExAmPlE0sTu.Tm90UmU=»",
			},
			NoMatch: []string{
				"WPL_AP1.",
				"WPL_AP1.short",
				"WPL_AP1.xxxxxxxxxxxxxxxx.xxxx",
			},
		}.detector(),
	}
}
