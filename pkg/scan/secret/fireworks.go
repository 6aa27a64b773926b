package secret

import "sluice/pkg/scan/rule"

func fireworks() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "fireworks-key",
			About:    "Fireworks AI API key",
			Prefixes: []string{"fw_"},
			Body:     `[A-Za-z0-9]{22,24}`,
			Bits:     3.3,
			Left:     wordByte,
			Right:    tokenBytes,
			Match: []string{
				"FIREWORKS_TOKEN=«fw_tGzsV50KeBhtjd965RcQoEh»",
				"Authorization: Bearer «fw_w1KNiKnKmrOTt9VfDzfrEnNj»",
			},
			NoMatch: []string{
				"fw_",
				"fw_tGzsV50",
				"fw_xxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with fw_ and is kept in the vault",
			},
		}.detector(),
	}
}
