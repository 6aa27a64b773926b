package secret

import "sluice/pkg/scan/rule"

func airtable() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "airtable-personal-access-token",
			About:    "Airtable personal access token",
			Prefixes: []string{"pat"},
			Body:     `[A-Za-z0-9]{14}\.[a-f0-9]{64}`,
			Left:     wordByte,
			Right:    tokenBytes,
			Match: []string{
				"AIRTABLE_TOKEN=«patJKesj4fViJbliz.bc12cca47c69bdd1de38eff7fc0bd6c2bd6ea7c49955be3e312c123e1586fea4»",
				"Authorization: Bearer «patkqCF3HgmdPY4de.4da6be71dc90e65134566e5375b0f6cdbbf00b995a7937488d0efc569e2d2f31»",
			},
			NoMatch: []string{
				"pat",
				"patJKesj4fViJbliz.bc12cca47c6",
				"patxxxxxxxxxxxxxx.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with pat and is kept in the vault",
			},
		}.detector(),
		named{
			Rule:  "airtable-api-key",
			About: "Airtable API key of the form that ended in 2024",
			Words: []string{"airtable"},
			Value: `key[A-Za-z0-9]{14}`,
			Match: []string{
				"AIRTABLE_API_KEY=«keye5CW7wXU8DsBrd»",
				`"airtableApiKey": "«key28JHyqUSdrPuKC»"`,
				"my airtable secret «key8GtEP5zfF7eDrP»",
			},
			NoMatch: []string{
				"value: keye5CW7wXU8DsBrd",
				"AIRTABLE_API_KEY=${AIRTABLE_API_KEY}",
				"airtable api key is in the vault",
				"airtable_version: key28J.2",
			},
		}.detector(),
	}
}
