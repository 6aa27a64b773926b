package secret

import "sluice/pkg/scan/rule"

func buttercms() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "buttercms-token",
			About: "ButterCMS API token",
			Words: []string{"buttercms", "butter_cms"},
			Value: `[a-z0-9]{40}`,
			Match: []string{
				"BUTTERCMS_API_KEY=«9wlakq7nzgk7u37ypfhlcb0n9hz6vdn71x4j786l»",
				`"buttercmsApiKey": "«nozo3nwibge0bria7b0aeictgruzsfkkqjje9ctn»"`,
				"my buttercms secret «0vr142l5n3a96mmr9t4fejmmat0sugmr8gso0be7»",
			},
			NoMatch: []string{
				"value: 9wlakq7nzgk7u37ypfhlcb0n9hz6vdn71x4j786l",
				"BUTTERCMS_API_KEY=${BUTTERCMS_API_KEY}",
				"buttercms api key is in the vault",
				"buttercms_version: nozo3n.2",
			},
		}.detector(),
	}
}
