package secret

import "sluice/pkg/scan/rule"

func docparser() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "docparser-key",
			About: "Docparser API key",
			Words: []string{"docparser"},
			Value: `[a-z0-9]{40}`,
			Match: []string{
				"DOCPARSER_API_KEY=«z7w1axld923mge9xo7jbxe6mesp282oydvk9m2hx»",
				`"docparserApiKey": "«3r9sspo5bl3bopsfb3mrogx0bbo3kp6wr1dqxapt»"`,
				"my docparser secret «a0owh9m2w036oj6i9n8ydi463k0ojb4nlccpld2r»",
			},
			NoMatch: []string{
				"value: z7w1axld923mge9xo7jbxe6mesp282oydvk9m2hx",
				"DOCPARSER_API_KEY=${DOCPARSER_API_KEY}",
				"docparser api key is in the vault",
				"docparser_version: 3r9ssp.2",
			},
		}.detector(),
	}
}
