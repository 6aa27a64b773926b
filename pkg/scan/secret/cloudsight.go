package secret

import "sluice/pkg/scan/rule"

func cloudsight() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "cloudsight-key",
			About: "CloudSight API key",
			Words: []string{"cloudsight"},
			Value: `[A-Za-z0-9]{22,26}`,
			Match: []string{
				"CLOUDSIGHT_API_KEY=«ZqXY0Cy9m53qfiyN8VyuqhS5gD»",
				`"cloudsightApiKey": "«wJ0ZkaXEd4Uq9CdWDT8SV4s»"`,
				"my cloudsight secret «6LPXxDVmiMXP58Gm2cQce0v1t»",
			},
			NoMatch: []string{
				"value: ZqXY0Cy9m53qfiyN8VyuqhS5gD",
				"CLOUDSIGHT_API_KEY=${CLOUDSIGHT_API_KEY}",
				"cloudsight api key is in the vault",
				"cloudsight_version: wJ0Zka.2",
			},
		}.detector(),
	}
}
