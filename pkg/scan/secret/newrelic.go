package secret

import "sluice/pkg/scan/rule"

func newRelic() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "newrelic-user-key", About: "New Relic user API key",
			Prefixes: []string{"NRAK-"}, Body: `[A-Z0-9]{27}`,
			Right:   tokenBytes,
			Match:   []string{`curl -H "X-Api-Key: «NRAK-4EXAMPL0KT7BQZ3VNW5EXAMPLE0»" https://example.com`, `"token": "«NRAK-4EXAMPL0KT7BQZ3VNW5EXAMPLE0»"`},
			NoMatch: []string{"NRAK-", "NRAK-your-key-here", "NRAK-xxxxxxxxxxxxxxxxxxxxxxxxxxx", "NRAK-4EXAMPL0K"},
		}.detector(),
		prefixed{
			Rule: "newrelic-browser-key", About: "New Relic browser API key",
			Prefixes: []string{"NRJS-"}, Body: `[0-9a-f]{19,20}`,
			Right:   tokenBytes,
			Match:   []string{"NEWRELIC_BROWSER_KEY=«NRJS-0a1b2c3d4e5f60718293»", "Authorization: Bearer «NRJS-0a1b2c3d4e5f60718293»"},
			NoMatch: []string{"NRJS-", "NRJS-your-key-here", "NRJS-xxxxxxxxxxxxxxxxxxxx", "NRJS-0a1b2c"},
		}.detector(),
		prefixed{
			Rule: "newrelic-insert-key", About: "New Relic Insights insert or query key",
			Prefixes: []string{"NRII-", "NRIQ-"}, Body: `[A-Za-z0-9_-]{32}`,
			Right:   tokenBytes,
			Match:   []string{`"token": "«NRII-4eXampLE0kT7bQz3VnW5EXAMPLEexamp»"`, "the key is «NRII-4eXampLE0kT7bQz3VnW5EXAMPLEexamp», see"},
			NoMatch: []string{"NRII-", "NRII-your-key-here", "NRII-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "NRII-4eXampLE0k"},
		}.detector(),
		prefixed{
			Rule: "newrelic-rest-key", About: "New Relic REST or admin key",
			Prefixes: []string{"NRRA-", "NRAA-"}, Body: `[0-9a-f]{42}`,
			Right:   tokenBytes,
			Match:   []string{"Authorization: Bearer «NRRA-0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e»", "secret: '«NRRA-0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e»'"},
			NoMatch: []string{"NRRA-", "NRRA-your-key-here", "NRRA-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "NRRA-0a1b2c3d4e5f60"},
		}.detector(),
		{
			Rule: "newrelic-license-key", Type: rule.Secret, Score: 0.95, About: "New Relic licence key", Validator: "structure, entropy", Joins: true,
			Literals: []string{"NRAL"}, Before: 36,
			Pattern:  `(?:eu01xx|gov01x|[0-9a-f]{6})[0-9a-fF]{30}NRAL`,
			Left:     alnum,
			Right:    alnum,
			Check:    rule.Random(0, 2.5, 0.95),
			Revision: 1,
			Match:    []string{"NEWRELIC_LICENSE_KEY=«0a1b2c3d4e5f60718293a4b5c6d7e8f90a1bNRAL»", `"key": "«0a1b2c3d4e5f60718293a4b5c6d7e8f90a1bNRAL»"`},
			NoMatch:  []string{"NRAL", "0a1b2c3d4e5f60718293a4b5c6d7", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"},
		},
	}
}
