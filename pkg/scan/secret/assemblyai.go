package secret

import "sluice/pkg/scan/rule"

func assemblyai() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "assemblyai-key",
			About: "AssemblyAI API key",
			Words: []string{"assemblyai", "assembly_ai", "assembly-ai"},
			Value: `[a-f0-9]{32}`,
			Match: []string{
				"ASSEMBLYAI_API_KEY=«ae82ec84fc080598ce2cecdc27811979»",
				`"assemblyaiApiKey": "«683419aea25c8618c914760f54109c47»"`,
				"my assemblyai secret «e252550b6e63fa44ee471461139e06de»",
			},
			NoMatch: []string{
				"value: ae82ec84fc080598ce2cecdc27811979",
				"ASSEMBLYAI_API_KEY=${ASSEMBLYAI_API_KEY}",
				"assemblyai api key is in the vault",
				"assemblyai_version: 683419.2",
			},
		}.detector(),
	}
}
