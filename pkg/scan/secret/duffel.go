package secret

import "sluice/pkg/scan/rule"

func duffel() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "duffel-token",
			About:    "Duffel API token",
			Prefixes: []string{"duffel_test_", "duffel_live_"},
			Body:     `[A-Za-z0-9_=-]{43}`,
			Match: []string{
				"DUFFEL_TOKEN=«duffel_test_R7J0bc5BsfJTlP5kxiyhXJszNVic7GGnWorHWLgWG3h»",
				"Authorization: Bearer «duffel_live_x0vjUi2OfZx61GlJjPJXP81iHPnWbgApWS7gqeaL5Fe»",
			},
			NoMatch: []string{
				"duffel_test_",
				"duffel_test_R7J0bc5BsfJTlP",
				"duffel_live_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with duffel_test_ and is kept in the vault",
			},
		}.detector(),
	}
}
