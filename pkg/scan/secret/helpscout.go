package secret

import "sluice/pkg/scan/rule"

func helpscout() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "helpscout-secret",
			About: "Help Scout application secret or key",
			Words: []string{"helpscout", "help_scout", "help-scout"},
			Value: `[A-Za-z0-9]{32,40}`,
			Check: random,
			Match: []string{
				"HELPSCOUT_API_KEY=«gHheRXHpTuI5zbgpgKJUX7wVNmlav3acdn»",
				`"helpscoutApiKey": "«1nAc7TMZa5kqctEfUnn9I0UwXRMxxcd2NMTW»"`,
				"my helpscout secret «Xq6n05E0ckS36c7V87T252uhwfp9rxUUN9nn»",
			},
			NoMatch: []string{
				"value: gHheRXHpTuI5zbgpgKJUX7wVNmlav3acdn",
				"HELPSCOUT_API_KEY=${HELPSCOUT_API_KEY}",
				"helpscout api key is in the vault",
				"helpscout_version: 1nAc7T.2",
			},
		}.detector(),
	}
}
