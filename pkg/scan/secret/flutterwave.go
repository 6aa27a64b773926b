package secret

import "sluice/pkg/scan/rule"

func flutterwave() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "flutterwave-secret-key",
			About:    "Flutterwave secret key",
			Prefixes: []string{"FLWSECK-"},
			Body:     `[a-z0-9]{32}-(?:[0-9a-z]{11}vt-)?X`,
			Match: []string{
				"FLUTTERWAVE_TOKEN=«FLWSECK-i9nssqjhhmyiar952zbvqqbpz52rz22i-X»",
				"Authorization: Bearer «FLWSECK-w1d9g65u0z3z681s7g78z21glyv85ls0-X»",
			},
			NoMatch: []string{
				"FLWSECK-",
				"FLWSECK-i9nssqjhhmy",
				"FLWSECK-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx-x",
				"a token starts with FLWSECK- and is kept in the vault",
			},
		}.detector(),
		prefixed{
			Rule:     "flutterwave-test-key",
			About:    "Flutterwave test secret or encryption key",
			Prefixes: []string{"FLWSECK_TEST"},
			Body:     `(?:-[a-z0-9]{32}-X|[a-z0-9]{12})`,
			Match: []string{
				"FLUTTERWAVE_TOKEN=«FLWSECK_TESTrla3u8p7h3i0»",
				"Authorization: Bearer «FLWSECK_TESTfd17x1uhc5nm»",
			},
			NoMatch: []string{
				"FLWSECK_TEST",
				"FLWSECK_TESTrla3",
				"FLWSECK_TESTxxxxxxxxxxxx",
				"a token starts with FLWSECK_TEST and is kept in the vault",
			},
		}.detector(),
	}
}
