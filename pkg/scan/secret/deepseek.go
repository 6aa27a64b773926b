package secret

import "sluice/pkg/scan/rule"

func deepseek() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "deepseek-key",
			About: "DeepSeek API key",
			Words: []string{"deepseek"},
			Value: `sk-[a-f0-9]{32}`,
			Match: []string{
				"DEEPSEEK_API_KEY=«sk-3d222d5eebcf746d1410dd1477ad04ff»",
				`"deepseekApiKey": "«sk-8dda94564f9a5fcd0ea3a8bae87758bb»"`,
				"my deepseek secret «sk-f3b1e392898ca14e3ef2284f378233f4»",
			},
			NoMatch: []string{
				"value: sk-3d222d5eebcf746d1410dd1477ad04ff",
				"DEEPSEEK_API_KEY=${DEEPSEEK_API_KEY}",
				"deepseek api key is in the vault",
				"deepseek_version: sk-8dd.2",
			},
		}.detector(),
	}
}
