package secret

import "sluice/pkg/scan/rule"

func fleetbase() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "fleetbase-key",
			About:    "Fleetbase API key",
			Prefixes: []string{"flb_live_", "flb_test_"},
			Body:     `[A-Za-z0-9]{20}`,
			Match: []string{
				"FLEETBASE_TOKEN=«flb_live_5wWbvYsbuqHi0jt8qi1j»",
				"Authorization: Bearer «flb_test_4Y6ZlNiWn6Qz3S3IG4q1»",
			},
			NoMatch: []string{
				"flb_live_",
				"flb_live_5wWbvY",
				"flb_test_xxxxxxxxxxxxxxxxxxxx",
				"a token starts with flb_live_ and is kept in the vault",
			},
		}.detector(),
	}
}
