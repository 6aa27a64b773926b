package secret

import "sluice/pkg/scan/rule"

func fastly() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "fastly-token",
			About: "Fastly API token",
			Words: []string{"fastly"},
			Value: `[A-Za-z0-9_-]{32}`,
			Check: bothCases,
			Match: []string{
				"FASTLY_API_KEY=«ZU24uPGRI44GQ7xQgi5o3kKCaJvkUehG»",
				`"fastlyApiKey": "«CHnbKXVFzx4gZGvVhPLRTCDsb9qENzap»"`,
				"my fastly secret «2UrR6hFVJQw7Dfw60JBsgV9yejEDtQVd»",
			},
			NoMatch: []string{
				"value: ZU24uPGRI44GQ7xQgi5o3kKCaJvkUehG",
				"FASTLY_API_KEY=${FASTLY_API_KEY}",
				"fastly api key is in the vault",
				"fastly_version: CHnbKX.2",
			},
		}.detector(),
	}
}
