package secret

import "sluice/pkg/scan/rule"

func lessannoyingcrm() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "lessannoyingcrm-key",
			About: "Less Annoying CRM key",
			Words: []string{"lessannoyingcrm", "less-secret", "less-api", "lacrm"},
			Value: `[A-Za-z0-9_-]{50,64}`,
			Check: random,
			Match: []string{
				"LESSANNOYINGCRM_API_KEY=«RXlUmz4eoJBzWd0idjXnNKTmRKz9EaAKpYyheGBc974MVm9oHl7T»",
			},
			NoMatch: []string{
				"value: QOw5eFLbbXQszxQz4qEfbGYM3J2DH8ODRT3b4OQ9Fz4ziHN27b",
				"LESSANNOYINGCRM_API_KEY=${LESSANNOYINGCRM_API_KEY}",
				"lessannoyingcrm api key is in the vault",
				"lessannoyingcrm_version: B2DBFg.2",
			},
		}.detector(),
	}
}
