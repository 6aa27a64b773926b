package secret

import "sluice/pkg/scan/rule"

func codemagic() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "codemagic-token",
			About: "Codemagic API token",
			Words: []string{"codemagic"},
			Value: `[A-Za-z0-9_-]{43}`,
			Match: []string{
				"CODEMAGIC_API_KEY=«33XFAyAc1WABbrXf9Xf2NEqIGECzEBMQew5c2CXSYnd»",
				`"codemagicApiKey": "«4HzmJCYMRbb6EKibLwKkaiQlUF6xfJxSefVIGHotrm4»"`,
				"my codemagic secret «ODTNvcs5J9NOGGRmsbshqHj0HczbZ61IQxNNzlS8Nii»",
			},
			NoMatch: []string{
				"value: 33XFAyAc1WABbrXf9Xf2NEqIGECzEBMQew5c2CXSYnd",
				"CODEMAGIC_API_KEY=${CODEMAGIC_API_KEY}",
				"codemagic api key is in the vault",
				"codemagic_version: 4HzmJC.2",
			},
		}.detector(),
	}
}
