package secret

import "sluice/pkg/scan/rule"

func bulbul() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "bulbul-key",
			About: "Bulbul API key",
			Words: []string{"bulbul"},
			Value: `[A-Za-z0-9]{32}`,
			Match: []string{
				"BULBUL_API_KEY=«YC7GbMQjiKTWpeLR0bMMmq1SQUbgr0qM»",
				`"bulbulApiKey": "«VD29Fzu0NaZZvCEou0hpv4hEd4ZDiGLk»"`,
				"my bulbul secret «mdGxjQAOHuF8dKg0EGZahpoACq3cuZF0»",
			},
			NoMatch: []string{
				"value: YC7GbMQjiKTWpeLR0bMMmq1SQUbgr0qM",
				"BULBUL_API_KEY=${BULBUL_API_KEY}",
				"bulbul api key is in the vault",
				"bulbul_version: VD29Fz.2",
			},
		}.detector(),
	}
}
