package secret

import "sluice/pkg/scan/rule"

func aiven() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "aiven-token",
			About: "Aiven authentication token",
			Words: []string{"aiven"},
			Value: `[A-Za-z0-9+/]{100,512}={0,2}`,
			Match: []string{
				"AIVEN_API_KEY=«pDfZyDDQ1acToD4C8MLsgoZMiOF7UyGFi6KmE2uNnBciWfbkxYhoIuA6wTsc50OjHITeFxxQ0ZUIIiFePsFzb9kqPRDfsPDtMyS4=»",
				`"aivenApiKey": "«4GEaxUYwxjA5Sp8wIkBcJ0spy9BuDsbRGzzYjIUETKIQfrUSCEiwvjBBHDI0Wb3Q88nBOhbIXMVWAKln0KuGRhmKotJcw8bybHVU=»"`,
				"my aiven secret «6OdmbKcDxq7KiefmAGI02arDNAC6kPet4WZdNMR0MTjhWwwyPXWzP0q162DnfZWJJ1PfYCGKZGwtS56MyzwUere3inFzMYsAGgml==»",
			},
			NoMatch: []string{
				"value: pDfZyDDQ1acToD4C8MLsgoZMiOF7UyGFi6KmE2uNnBciWfbkxYhoIuA6wTsc50OjHITeFxxQ0ZUIIiFePsFzb9kqPRDfsPDtMyS4=",
				"AIVEN_API_KEY=${AIVEN_API_KEY}",
				"aiven api key is in the vault",
				"aiven_version: 4GEaxU.2",
			},
		}.detector(),
	}
}
