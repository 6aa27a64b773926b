package secret

import "sluice/pkg/scan/rule"

func dynatrace() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "dynatrace-token",
			About:    "Dynatrace API token or platform token",
			Prefixes: []string{"dt0c01.", "dt0s01.", "dt0s02.", "dt0s06.", "dt0s08.", "dt0s16."},
			Body:     `[A-Z0-9]{8,24}\.[A-Z0-9]{64}`,
			Match: []string{
				"DYNATRACE_TOKEN=«dt0c01.59LJWAQQ.C3P2CSHMGWJQSSK9IYFQABSXN8MNWGFJ2U4O7R5LDY0A7CSY1408TMPDY9KWLIJ8»",
				"Authorization: Bearer «dt0s01.B7ZP31QAD.G0UM8CC34MW377ERZ7DFK0XRZ6V1Y5TP5KSX8QOO23SENX5HRWL1D1CHVBBHMY4M»",
				`{"token": "«dt0s02.6ZQ6H4L9GXGQ.JVWRSF0UQX1UW798ONQ4Y6HA4UQTQEGLO20EZV7NDKFJGPDJA8V3ACOL6Y1YVH1Z»"}`,
			},
			NoMatch: []string{
				"dt0c01.",
				"dt0c01.59LJWAQQ.C3P2CSHMGWJQSSK",
				"dt0s16.xxxxxxxx.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with dt0c01. and is kept in the vault",
			},
		}.detector(),
	}
}
