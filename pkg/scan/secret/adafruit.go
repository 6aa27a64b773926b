package secret

import "sluice/pkg/scan/rule"

func adafruit() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "adafruit-io-key",
			About:    "Adafruit IO key",
			Prefixes: []string{"aio_"},
			Body:     `[A-Za-z0-9]{28}`,
			Match: []string{
				"ADAFRUIT_TOKEN=«aio_vWys81vp7hB1dx8PpD5KHXe3PYiG»",
				"Authorization: Bearer «aio_AuNaRL63xYKwzEInncIIA3ANxN9K»",
			},
			NoMatch: []string{
				"aio_",
				"aio_vWys81vp7",
				"aio_xxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with aio_ and is kept in the vault",
			},
		}.detector(),
	}
}
