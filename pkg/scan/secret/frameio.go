package secret

import "sluice/pkg/scan/rule"

func frameio() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "frameio-token",
			About:    "Frame.io developer token",
			Prefixes: []string{"fio-u-"},
			Body:     `[A-Za-z0-9_-]{64}`,
			Match: []string{
				"FRAMEIO_TOKEN=«fio-u-jqEr4Wq1OSoFjYzC111ilaxFZM8hHzMWL5ZlgXcqkiDBBQ7sUc3ZddD631tvZENq»",
				"Authorization: Bearer «fio-u-LsQ9oTu7d6AusvLCjhG5Mu9Un8qCxWDAL6RacieNV3Y6pmIom7ezGqZjSPEd9b6h»",
			},
			NoMatch: []string{
				"fio-u-",
				"fio-u-jqEr4Wq1OSoFjYzC111il",
				"fio-u-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with fio-u- and is kept in the vault",
			},
		}.detector(),
	}
}
