package secret

import "sluice/pkg/scan/rule"

func finage() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "finage-key",
			About:    "Finage API key",
			Prefixes: []string{"API_KEY"},
			Body:     `[0-9A-Z]{32}`,
			Left:     wordByte,
			Right:    tokenBytes,
			Match: []string{
				"FINAGE_TOKEN=«API_KEYFTRKUH08QDBSIZQQST0RNZSRQITE91KM»",
				"Authorization: Bearer «API_KEY7H60K01NDQK2F2QK3JLKT6BNV4U7HM8L»",
			},
			NoMatch: []string{
				"API_KEY",
				"API_KEYFTRKUH08QD",
				"API_KEYxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with API_KEY and is kept in the vault",
			},
		}.detector(),
	}
}
