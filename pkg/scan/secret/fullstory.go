package secret

import "sluice/pkg/scan/rule"

func fullstory() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "fullstory-key",
			About:    "Fullstory API key of a region",
			Prefixes: []string{"na1.", "eu1."},
			Body:     `[A-Za-z0-9+/]{80,110}={0,2}`,
			Bits:     3.5,
			Left:     wordByte,
			Right:    tokenBytes,
			Match: []string{
				"FULLSTORY_TOKEN=«na1.MoJxdGEHNpwMkoG4EoindojjvVOxZKavrv3fUy3erAwSfjCFC9jl7544TicD3JHvaRsOkPBZJ8JaCOOU=»",
				"Authorization: Bearer «eu1.jdB8D9u4HUQFbHM4Y5Zp9zzv9c0iRGqbcf5bcsZQogiTj6XLuOrdZNEY9xEpecw2OB5qM4MAjgIjxmry==»",
			},
			NoMatch: []string{
				"na1.",
				"na1.MoJxdGEHNpwMkoG4EoindojjvVO",
				"eu1.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx=",
				"a token starts with na1. and is kept in the vault",
			},
		}.detector(),
		named{
			Rule:  "fullstory-legacy-key",
			About: "Fullstory API key of the older form",
			Words: []string{"fullstory"},
			Value: `[A-Za-z0-9+/]{88,120}={0,2}`,
			Match: []string{
				"FULLSTORY_API_KEY=«aXv2pSJNGFaGdtcbzxyJn0h4lVvz1DwY0HGoLk9Az8QJFhLi64yK3IVexZFv9Rziicabb5dDDzVJNRhCB2GDjVSQ=»",
				`"fullstoryApiKey": "«S86eUOT9wjMHTSEQTEXKUwh8p8NWpZ29Qxc3rI7RMyAdInUEcdX6Ez40gAFvKaHRBeM0DAIUVYgv45G8YCMGfEE4==»"`,
				"my fullstory secret «HHevl1S90RGXD5lVI6RbHd4tFt9UxHSyIzUnzAwLOWUNlvSEiofQVwu7PuCQTE47wezx86GdXXV8Y3ckCwgVAj0y»",
			},
			NoMatch: []string{
				"value: aXv2pSJNGFaGdtcbzxyJn0h4lVvz1DwY0HGoLk9Az8QJFhLi64yK3IVexZFv9Rziicabb5dDDzVJNRhCB2GDjVSQ=",
				"FULLSTORY_API_KEY=${FULLSTORY_API_KEY}",
				"fullstory api key is in the vault",
				"fullstory_version: S86eUO.2",
			},
		}.detector(),
	}
}
