package secret

import "sluice/pkg/scan/rule"

func filestack() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "filestack-key",
			About: "Filestack API key",
			Words: []string{"filestack", "filepicker"},
			Value: `[A-Za-z0-9]{20,22}`,
			Match: []string{
				"FILESTACK_API_KEY=«L2YUafy9iTu2ZJ0Mxvrj»",
				`"filestackApiKey": "«JQouX1N5IBYsJcebhpRT»"`,
				"my filestack secret «KzuPqWBzxYIZ4Z4eGgYjq»",
			},
			NoMatch: []string{
				"value: L2YUafy9iTu2ZJ0Mxvrj",
				"FILESTACK_API_KEY=${FILESTACK_API_KEY}",
				"filestack api key is in the vault",
				"filestack_version: JQouX1.2",
			},
		}.detector(),
	}
}
