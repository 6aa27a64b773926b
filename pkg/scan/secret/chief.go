package secret

import "sluice/pkg/scan/rule"

func chief() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:      "chief-tools-token",
			About:     "Chief Tools personal access token",
			Prefixes:  []string{"ctp_"},
			Body:      `[A-Za-z0-9]{36}`,
			Bits:      3,
			Left:      wordByte,
			Right:     tokenBytes,
			Check:     tailCRC,
			Validator: "CRC-32 of the first thirty digits in the last six, which makes it sure",
			Match: []string{
				"CHIEF_TOKEN=«ctp_PFRCvMNtrAshHUJ9e6PsozcCzzVlrTzPyUpP»",
				"Authorization: Bearer «ctp_GBXk5rdeH5hpwtlPdRlsOO5nKqmY9wI1Qdlu»",
			},
			NoMatch: []string{
				"ctp_",
				"ctp_PFRCvMNtrAsh",
				"ctp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with ctp_ and is kept in the vault",
			},
		}.detector(),
	}
}
