package secret

import "sluice/pkg/scan/rule"

func gitee() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "gitee-token",
			About: "Gitee access token",
			Words: []string{"gitee"},
			Value: `[a-f0-9]{32}`,
			Match: []string{
				"GITEE_API_KEY=«1ab7ad308f87e8adfdce2effbb0d5313»",
				`"giteeApiKey": "«89363e760a23e8d9758b6889620ef827»"`,
				"my gitee secret «e636c1ee3457b2344ce6368703670671»",
			},
			NoMatch: []string{
				"value: 1ab7ad308f87e8adfdce2effbb0d5313",
				"GITEE_API_KEY=${GITEE_API_KEY}",
				"gitee api key is in the vault",
				"gitee_version: 89363e.2",
			},
		}.detector(),
	}
}
