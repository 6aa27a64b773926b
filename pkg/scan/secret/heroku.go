package secret

import "sluice/pkg/scan/rule"

func heroku() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "heroku-token",
			About:    "Heroku API token",
			Prefixes: []string{"HRKU-"},
			Body:     `(?:AA[A-Za-z0-9_-]{58}|` + uuidForm + `)`,
			Match: []string{
				"HEROKU_API_KEY=«HRKU-AAJQTIKptoyjllCf6yNO0kOJUPZ9CFMm9qbNx7qtDm83M8WLGsEZyLIsjoyl»",
				"token: «HRKU-1b2c3d4e-5f60-4718-92a3-b4c5d6e7f809»",
			},
			NoMatch: []string{
				"HRKU-",
				"HRKU-5bFFE8cA-e0c",
				"HRKU-xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx",
				"a token starts with HRKU- and is kept in the vault",
			},
		}.detector(),
		weak{
			Rule:  "heroku-api-key",
			About: "Heroku API key of the older form",
			Words: []string{"heroku_api", "heroku-api", "heroku_key", "heroku_token", "heroku_oauth", "heroku_secret"},
			Value: uuidForm,
			Match: []string{
				"HEROKU_API_API_KEY=«51b5B494-92bd-69a7-9eCF-7eF27aa8434c»",
				`"heroku_api_key": "«91eC8a0F-ADF4-135F-cdAC-94FE5f7b4d3d»"`,
				"my heroku_api secret «4BC07A17-3cdC-fB21-A501-7fb809BE97dD»",
			},
			NoMatch: []string{
				"value: 51b5B494-92bd-69a7-9eCF-7eF27aa8434c",
				"HEROKU_API_API_KEY=${HEROKU_API_API_KEY}",
				"heroku_api api key is in the vault",
				"heroku_api_version: 91eC8a.2",
			},
		}.detector(),
	}
}
