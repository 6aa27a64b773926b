package secret

import "sluice/pkg/scan/rule"

func dyspatch() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "dyspatch-key",
			About: "Dyspatch API key",
			Words: []string{"dyspatch"},
			Value: `[A-Z0-9a-z]{52}`,
			Match: []string{
				"DYSPATCH_API_KEY=«zDpfSThOr5uvYWhU2YYJmziFlgEVl4HxQltfeA8mS85Ic2SvZ0D9»",
				`"dyspatchApiKey": "«uaG7MGZRF60XP4lGFQdJpk6SrQBkYXn22Yd79VQpArSS3KTluwyk»"`,
				"my dyspatch secret «W66wqs3Nis8AxdzThZoKGXWj15hIUHJZl8ZiXJr5u7CK4l6IYzzr»",
			},
			NoMatch: []string{
				"value: zDpfSThOr5uvYWhU2YYJmziFlgEVl4HxQltfeA8mS85Ic2SvZ0D9",
				"DYSPATCH_API_KEY=${DYSPATCH_API_KEY}",
				"dyspatch api key is in the vault",
				"dyspatch_version: uaG7MG.2",
			},
		}.detector(),
	}
}
