package secret

import "sluice/pkg/scan/rule"

func impala() []rule.Detector {
	return []rule.Detector{
		keyed{
			Rule:  "impala-key",
			About: "Impala Travel API key",
			Name:  "impala",
			Value: `[A-Za-z0-9]{48}`,
			Match: []string{
				"IMPALA_KEY=«q0kOVNgVpYSvaD8Q59Uznb9oE5xRPPbUY4cKSBCzg4NiT4iW»",
				`"impala_token": "«Ai02qB690NvTJ5oXOePFrHEcMKcDi6UJYKoSC37IR75Hkwme»"`,
				"impala secret «oNU3HafXXAlfu2feSGefJdytLpA8unYBU4YN5TTZKSCxUySd»",
			},
			NoMatch: []string{
				"impala: q0kOVNgVpYSvaD8Q59Uznb9oE5xRPPbUY4cKSBCzg4NiT4iW",
				"IMPALA_KEY=${IMPALA_KEY}",
				"the impala key is in the vault",
				"impala_key=your-impala-key-here",
			},
		}.detector(),
	}
}
