package secret

import "sluice/pkg/scan/rule"

func teamCity() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "teamcity-access-token", About: "TeamCity access token",
			Prefixes: []string{"eyJ0eXAiOiAiVENWMiJ9."}, Body: `[A-Za-z0-9_-]{30,80}\.[A-Za-z0-9_-]{20,100}`,
			Match:   []string{"TEAMCITY_ACCESS_TOKEN=«eyJ0eXAiOiAiVENWMiJ9.4eXampLE0kT7bQz3VnW5EXAMPLEexa.mple0123456789rJ8yHs»", "Authorization: Bearer «eyJ0eXAiOiAiVENWMiJ9.4eXampLE0kT7bQz3VnW5EXAMPLEexa.mple0123456789rJ8yHs»"},
			NoMatch: []string{"eyJ0eXAiOiAiVENWMiJ9.", "eyJ0eXAiOiAiVENWMiJ9.your-key-here", "eyJ0eXAiOiAiVENWMiJ9.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "eyJ0eXAiOiAiVENWMiJ9.4eXampLE0kT7bQz3V"},
		}.detector(),
	}
}
