package secret

import "sluice/pkg/scan/rule"

func clockify() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "clockify-key",
			About: "Clockify API key",
			Words: []string{"clockify"},
			Value: `[A-Za-z0-9]{48}`,
			Match: []string{
				"CLOCKIFY_API_KEY=«6qAlmttcsljF0EML57v2zIK9KamySmxWRF0lyb2Me5EQhKxD»",
				`"clockifyApiKey": "«8PISgXCLzsU35EWZ8NsXP1gNWcwHQhoZNJ77PpNjlJXXnqg2»"`,
				"my clockify secret «2D6y8V2yzoILkV0gEieu1wW767ujl47v4qAKXjwkzQ07cB3g»",
			},
			NoMatch: []string{
				"value: 6qAlmttcsljF0EML57v2zIK9KamySmxWRF0lyb2Me5EQhKxD",
				"CLOCKIFY_API_KEY=${CLOCKIFY_API_KEY}",
				"clockify api key is in the vault",
				"clockify_version: 8PISgX.2",
			},
		}.detector(),
	}
}
