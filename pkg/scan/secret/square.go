package secret

import "sluice/pkg/scan/rule"

func square() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "square-access-token", About: "Square access token",
			Prefixes: []string{"EAAA"}, Body: `[A-Za-z0-9_-]{60}`,
			Bits: 3.5, Left: rule.Bytes("A-Za-z0-9_+/-"), Right: tokenBytes, Check: letters(0.95), Validator: "letters and digits",
			Match:   []string{`curl -H "X-Api-Key: «EAAA4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXa»" https://example.com`, `"token": "«EAAA4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXa»"`},
			NoMatch: []string{"EAAA", "EAAAyour-key-here", "EAAAxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "EAAA4eXampLE0kT7bQz3VnW5"},
		}.detector(),
		prefixed{
			Rule: "square-oauth-secret", About: "Square OAuth secret",
			Prefixes: []string{"sq0csp-"}, Body: `[A-Za-z0-9_-]{43}`,
			Match:   []string{"SQUARE_OAUTH_SECRET=«sq0csp-4eXampLE0kT7bQz3VnW5EXAMPLEexample012345678»", "Authorization: Bearer «sq0csp-4eXampLE0kT7bQz3VnW5EXAMPLEexample012345678»"},
			NoMatch: []string{"sq0csp-", "sq0csp-your-key-here", "sq0csp-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "sq0csp-4eXampLE0kT7bQ"},
		}.detector(),
		prefixed{
			Rule: "square-personal-token", About: "Square access token of the older form",
			Prefixes: []string{"sq0atp-"}, Body: `[A-Za-z0-9_-]{22}`,
			Match:   []string{`"token": "«sq0atp-4eXampLE0kT7bQz3VnW5EX»"`, "the key is «sq0atp-4eXampLE0kT7bQz3VnW5EX», see"},
			NoMatch: []string{"sq0atp-", "sq0atp-your-key-here", "sq0atp-xxxxxxxxxxxxxxxxxxxxxx", "sq0atp-4eXampL"},
		}.detector(),
	}
}
