package secret

import "sluice/pkg/scan/rule"

func figma() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "figma-token",
			About:    "Figma personal, OAuth, plan or SCIM token",
			Prefixes: []string{"figd_", "figu_", "figur_", "figdr_", "figdh_", "figo_", "figor_", "figoh_"},
			Body:     `[A-Za-z0-9_-]{40,64}`,
			Left:     wordByte,
			Right:    tokenBytes,
			Check:    digits,
			Match: []string{
				"FIGMA_TOKEN=«figd_1tLQglDLEy0RihaSo5JH19LWFcLOQEsjoHUoA7X40»",
				"Authorization: Bearer «figu_5qgkTyNCfrSseItLZT2eVmcuWr50uH5ESZLO6N4ThNR»",
				`{"token": "«figur_6xhirnwWsodsH9rgxxfwwO7Vk86WpdFSaTQQprQtdWRN»"}`,
			},
			NoMatch: []string{
				"figd_",
				"figd_1tLQglDLEy0Ri",
				"figoh_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with figd_ and is kept in the vault",
			},
		}.detector(),
		named{
			Rule:  "figma-legacy-token",
			About: "Figma access token of the older form",
			Words: []string{"figma"},
			Value: `[0-9]{4,8}-` + uuidForm,
			Match: []string{
				"FIGMA_API_KEY=«6018843-Cc0d2Fe0-72Da-7f5c-7DA4-6dd44d1CcedF»",
				`"figmaApiKey": "«425527-9C7aeCf4-4bc8-f9Fe-8f89-2562aDD960c4»"`,
				"my figma secret «81543275-8065bC8e-1697-F1b0-bE7C-c9cF0cfC9d01»",
			},
			NoMatch: []string{
				"value: 6018843-Cc0d2Fe0-72Da-7f5c-7DA4-6dd44d1CcedF",
				"FIGMA_API_KEY=${FIGMA_API_KEY}",
				"figma api key is in the vault",
				"figma_version: 425527.2",
			},
		}.detector(),
	}
}
