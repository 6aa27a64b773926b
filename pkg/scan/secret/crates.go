package secret

import "sluice/pkg/scan/rule"

func crates() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "crates-io-token",
			About:    "Cargo registry API token",
			Prefixes: []string{"cio"},
			Body:     `[A-Za-z0-9]{32}`,
			Bits:     3.5,
			Left:     wordByte,
			Right:    tokenBytes,
			Check:    bothCasesScore,
			Match: []string{
				"CRATES_TOKEN=«ciowvVO1Mgt5gmOHEdH09guRI23Ygu8RyG0»",
				"Authorization: Bearer «cioWvvU1gPnvIdBiXBqOoRwP2ToFOKhEVCK»",
			},
			NoMatch: []string{
				"cio",
				"ciowvVO1Mgt5g",
				"cioxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with cio and is kept in the vault",
			},
		}.detector(),
	}
}
