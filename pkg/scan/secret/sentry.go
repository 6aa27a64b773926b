package secret

import "sluice/pkg/scan/rule"

func sentry() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "sentry-org-token", About: "Sentry organization auth token",
			Prefixes: []string{"sntrys_eyJ"}, Body: `[A-Za-z0-9+/]{40,500}={0,2}_[A-Za-z0-9+/_-]{40,50}`,
			Match:   []string{"the key is «sntrys_eyJ4eXampLE0kT7bQz3VnW5EXAMPLEexample012345_6789rJ8yHsUcDgFi4eXampLE0kT7bQz3VnW5EXAMPLEe», see", `curl -H "X-Api-Key: «sntrys_eyJ4eXampLE0kT7bQz3VnW5EXAMPLEexample012345_6789rJ8yHsUcDgFi4eXampLE0kT7bQz3VnW5EXAMPLEe»" https://example.com`},
			NoMatch: []string{"sntrys_eyJ", "sntrys_eyJyour-key-here", "sntrys_eyJxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "sntrys_eyJ4eXampLE0kT7bQz3VnW5EXAMPLEe"},
		}.detector(),
		prefixed{
			Rule: "sentry-user-token", About: "Sentry user auth token",
			Prefixes: []string{"sntryu_", "sntrya_"}, Body: `[0-9a-f]{64}`,
			Match:   []string{"secret: '«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»'", "SENTRY_USER_TOKEN=«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»"},
			NoMatch: []string{"sntryu_", "sntryu_your-key-here", "sntryu_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "sntryu_0a1b2c3d4e5f60718293a"},
		}.detector(),
		{
			Rule: "sentry-dsn", Type: rule.Secret, Score: 0.7, About: "Sentry DSN, with which anybody can send events", Validator: "structure, entropy", Joins: true,
			Literals: []string{"@o"}, Before: 40,
			Pattern:  `https://[0-9a-f]{32}@o[0-9]{1,12}\.ingest\.(?:us\.|de\.)?sentry\.io/[0-9]{1,18}`,
			Check:    rule.Random(0, 2.5, 0.7),
			Revision: 1,
			Match:    []string{"they sent «https://0a1b2c3d4e5f60718293a4b5c6d7e8f9@o3.ingest.sentry.io/4» today", "SENTRY_DSN=«https://0a1b2c3d4e5f60718293a4b5c6d7e8f9@o3.ingest.sentry.io/4»"},
			NoMatch:  []string{"@o", "https://0a1b2c3d4e5f60718293a4b5c6d7e8f9@o3.ingest.se", "xxxxx://xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx@xx.xxxxxx.xxxxxx.xx/x"},
		},
		weak{
			Rule: "sentry-auth-token-old", About: "Sentry auth token of the older form",
			Words: []string{"sentry"}, Value: `[0-9a-f]{64}`, Bits: 3,
			Match:   []string{"sentry_secret: «0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9»", "sentry.api_key = '«0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9»'"},
			NoMatch: []string{"SENTRY_API_KEY=your_key_here", "sentry 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9", "sentry_version: 0a1b2c", "SENTRY_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "sentry_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9"},
		}.detector(),
	}
}
