package secret

import "sluice/pkg/scan/rule"

func bunny() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule:  "bunny-key",
			About: "bunny.net API key",
			Words: []string{"bunny", "bunnycdn"},
			Value: uuidForm + `(?:-[0-9a-f]{4}-[0-9a-f]{4}|[0-9a-f]{0,36})`,
			Match: []string{
				"BUNNY_API_KEY=«FbBa82CB-99CD-6CF4-Ac90-baAc6aDFDFd79a»",
				`"bunnyApiKey": "«e4028Dd0-202C-c2a6-66dd-62EA51a6bF6b3»"`,
				"my bunny secret «E40BBE7c-04D4-b7ac-c9d2-Ac7849F671A7b6»",
			},
			NoMatch: []string{
				"value: FbBa82CB-99CD-6CF4-Ac90-baAc6aDFDFd79a",
				"BUNNY_API_KEY=${BUNNY_API_KEY}",
				"bunny api key is in the vault",
				"bunny_version: e4028D.2",
			},
		}.detector(),
	}
}
