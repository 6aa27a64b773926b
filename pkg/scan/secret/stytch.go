package secret

import "sluice/pkg/scan/rule"

func stytch() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "stytch-secret", About: "Stytch project secret",
			Prefixes: []string{"secret-live-", "secret-test-"}, Body: `[A-Za-z0-9_-]{36,64}={0,2}`,
			Left: nameBytes, Check: letters(0.95), Validator: "letters and digits",
			Match:   []string{"secret: '«secret-live-4eXampLE0kT7bQz3VnW5EXAMPLEexample012345»'", "STYTCH_SECRET=«secret-live-4eXampLE0kT7bQz3VnW5EXAMPLEexample012345»"},
			NoMatch: []string{"secret-live-", "secret-live-your-key-here", "secret-live-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "secret-live-4eXampLE0kT7b"},
		}.detector(),
	}
}
