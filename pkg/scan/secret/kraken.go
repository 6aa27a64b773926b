package secret

import "sluice/pkg/scan/rule"

func kraken() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "kraken-secret",
			About: "Kraken API secret or key",
			Words: []string{"kraken"},
			Value: `[A-Za-z0-9+/]{80,90}={0,2}|[A-Za-z0-9+/]{56}`,
			Match: []string{
				"KRAKEN_API_KEY=«jOgenDBROeLhEfkMrEmh6U80eE91eLWNziBs0hFXS36Cod5odTVH6eAK»",
				`"krakenApiKey": "«Bf0MIfRCrEKf8AzFumMvFx9tb3mBAnhEcFkzTZcrzx1Aq7nsKyWezMok»"`,
				"my kraken secret «rO8OwQGOF3REJ9RBsIMJ2UF6kqOKpXIFP9nL7cfSqCCYD0sp91gmkDdT»",
			},
			NoMatch: []string{
				"value: jOgenDBROeLhEfkMrEmh6U80eE91eLWNziBs0hFXS36Cod5odTVH6eAK",
				"KRAKEN_API_KEY=${KRAKEN_API_KEY}",
				"kraken api key is in the vault",
				"kraken_version: Bf0MIf.2",
			},
		}.detector(),
	}
}
