package secret

import "sluice/pkg/scan/rule"

func salesforce() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "salesforce-session", About: "Salesforce access token (session id)",
			Prefixes: []string{"00D"}, Body: `[A-Za-z0-9]{12,15}![A-Za-z0-9_.]{80,130}`,
			Bits: 3, Left: alnum,
			Match:   []string{`curl -H "X-Api-Key: «00D4eXampLE0kT7bQz!3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE0kT7bQz3VnW5EXAMPLEexample01234»" https://example.com`, `"token": "«00D4eXampLE0kT7bQz!3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE0kT7bQz3VnW5EXAMPLEexample01234»"`},
			NoMatch: []string{"00D", "00Dyour-key-here", "00Dxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "00D4eXampLE0kT7bQz!3VnW5EXAMPLEexam"},
		}.detector(),
		prefixed{
			Rule: "salesforce-consumer-key", About: "Salesforce connected app consumer key",
			Prefixes: []string{"3MVG9"}, Body: `[A-Za-z0-9_.]{75,100}`,
			Bits: 3.5, Score: 0.8,
			Match:   []string{"SALESFORCE_CONSUMER_KEY=«3MVG94eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE0kT7bQz3VnW5EXA»", "Authorization: Bearer «3MVG94eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE0kT7bQz3VnW5EXA»"},
			NoMatch: []string{"3MVG9", "3MVG9your-key-here", "3MVG9xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "3MVG94eXampLE0kT7bQz3VnW5EXAMPL"},
		}.detector(),
		prefixed{
			Rule: "salesforce-refresh-token", About: "Salesforce refresh token",
			Prefixes: []string{"5Aep861"}, Body: `[A-Za-z0-9_.]{60,100}`,
			Bits:    3.5,
			Match:   []string{`"token": "«5Aep8614eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE»"`, "the key is «5Aep8614eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE», see"},
			NoMatch: []string{"5Aep861", "5Aep861your-key-here", "5Aep861xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "5Aep8614eXampLE0kT7bQz3VnW5E"},
		}.detector(),
	}
}
