package secret

import "sluice/pkg/scan/rule"

func blazemeter() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule:  "blazemeter-key",
			About: "BlazeMeter or Runscope key",
			Words: []string{"blazemeter", "runscope"},
			Value: uuidForm,
			Match: []string{
				"BLAZEMETER_API_KEY=«1b2c3d4e-5f60-4718-92a3-b4c5d6e7f809»",
				"runscope token «1b2c3d4e-5f60-4718-92a3-b4c5d6e7f809»",
			},
			NoMatch: []string{
				"value: 99b93bed-5FEb-f25a-6CDC-79c313CA8cC2",
				"BLAZEMETER_API_KEY=${BLAZEMETER_API_KEY}",
				"blazemeter api key is in the vault",
				"blazemeter_version: C1BBfF.2",
			},
		}.detector(),
	}
}
