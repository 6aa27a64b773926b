package secret

import "sluice/pkg/scan/rule"

func cloudplan() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "cloudplan-key",
			About: "Cloudplan API key",
			Words: []string{"cloudplan"},
			Value: `[A-Z0-9]{32}`,
			Match: []string{
				"CLOUDPLAN_API_KEY=«R5OC087REN3HTEJAC5RKNR9OK72CM82V»",
				`"cloudplanApiKey": "«4AJFLW71L2WRMI83EDUQKUT36D4Y1TTU»"`,
				"my cloudplan secret «K2KBC52R23FWQQH00AMH4E1CRZM7MS5M»",
			},
			NoMatch: []string{
				"value: R5OC087REN3HTEJAC5RKNR9OK72CM82V",
				"CLOUDPLAN_API_KEY=${CLOUDPLAN_API_KEY}",
				"cloudplan api key is in the vault",
				"cloudplan_version: 4AJFLW.2",
			},
		}.detector(),
	}
}
