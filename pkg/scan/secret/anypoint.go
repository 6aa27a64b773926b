package secret

import "sluice/pkg/scan/rule"

func anypoint() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule:  "anypoint-client-secret",
			About: "MuleSoft Anypoint client id or secret",
			Words: []string{"anypoint", "mulesoft"},
			Value: uuidForm,
			Match: []string{
				"ANYPOINT_API_KEY=«59dF9dCF-AAaD-5CfE-Bfeb-7B0f3655A7Fc»",
				`"anypointApiKey": "«cdE7E806-AbdC-73bB-F18A-4d1e06635eef»"`,
				"my anypoint secret «9A20DDeD-EeA6-a63B-257c-1d196cc53c66»",
			},
			NoMatch: []string{
				"value: 59dF9dCF-AAaD-5CfE-Bfeb-7B0f3655A7Fc",
				"ANYPOINT_API_KEY=${ANYPOINT_API_KEY}",
				"anypoint api key is in the vault",
				"anypoint_version: cdE7E8.2",
			},
		}.detector(),
	}
}
