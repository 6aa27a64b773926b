package secret

import "sluice/pkg/scan/rule"

func clickup() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "clickup-token",
			About:    "ClickUp personal token",
			Prefixes: []string{"pk_"},
			Body:     `[0-9]{5,10}_[A-Z0-9]{32}`,
			Left:     wordByte,
			Right:    tokenBytes,
			Match: []string{
				"CLICKUP_TOKEN=«pk_1673219_YIBU5HZPY8UZKEXX1WLD57SG66FOCW59»",
				"Authorization: Bearer «pk_2359892_0H6J9Y299JFENZE65NMKYHY5GRQ5HODU»",
			},
			NoMatch: []string{
				"pk_",
				"pk_1673219_YIBU5",
				"pk_xxxxxxx_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with pk_ and is kept in the vault",
			},
		}.detector(),
	}
}
