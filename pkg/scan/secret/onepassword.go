package secret

import "sluice/pkg/scan/rule"

func onePassword() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "onepassword-service-account-token", About: "1Password service account token",
			Prefixes: []string{"ops_eyJ"}, Body: `[A-Za-z0-9+/_-]{200,1000}={0,2}`,
			Match:   []string{`curl -H "X-Api-Key: «ops_eyJ4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE0kT7bQz3VnW5EXAMPLEexamp»" https://example.com`, `"token": "«ops_eyJ4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE0kT7bQz3VnW5EXAMPLEexamp»"`},
			NoMatch: []string{"ops_eyJ", "ops_eyJyour-key-here", "ops_eyJxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "ops_eyJ4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE0k"},
		}.detector(),
		prefixed{
			Rule: "onepassword-secret-key", About: "1Password account secret key",
			Prefixes: []string{"A3-"}, Body: `[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}`,
			Left: nameBytes, Right: tokenBytes,
			Match:   []string{"ONEPASSWORD_SECRET_KEY=«A3-4EXAMP-L0KT7BQZ3VN-W5EXA-MPLE0-12345»", "Authorization: Bearer «A3-4EXAMP-L0KT7BQZ3VN-W5EXA-MPLE0-12345»"},
			NoMatch: []string{"A3-", "A3-your-key-here", "A3-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "A3-4EXAMP-L0KT7"},
		}.detector(),
	}
}
