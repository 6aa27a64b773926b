package secret

import "sluice/pkg/scan/rule"

func firebase() []rule.Detector {
	return []rule.Detector{
		firebaseServerKey(),
		named{
			Rule:  "firebase-database-secret",
			About: "Firebase legacy database secret",
			Words: []string{"firebase", "firebaseio"},
			Value: `[A-Za-z0-9]{40}`,
			Check: bothCases,
			Match: []string{
				"FIREBASE_API_KEY=«csKyppw8KU8VkXNJTAnQIDRwHWyywDTMnoANvPUj»",
				`"firebaseApiKey": "«pDscIONDu59BBPRp8N46iEjcQEgDSjRwpvvrOXSU»"`,
				"my firebase secret «Xiw0WBUKnM5isHqooAaZih4TudHBAvN9v5dQPumv»",
			},
			NoMatch: []string{
				"value: csKyppw8KU8VkXNJTAnQIDRwHWyywDTMnoANvPUj",
				"FIREBASE_API_KEY=${FIREBASE_API_KEY}",
				"firebase api key is in the vault",
				"firebase_version: pDscIO.2",
			},
		}.detector(),
	}
}
