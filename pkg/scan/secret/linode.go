package secret

import "sluice/pkg/scan/rule"

func linode() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "linode-token",
			About: "Linode (Akamai Cloud) personal access token",
			Words: []string{"linode"},
			Value: `[a-f0-9]{64}`,
			Match: []string{
				"LINODE_API_KEY=«75cfeeac7692c79ab766c09a6f2964ed98d8e952d9b048a2bbe633d140767b41»",
				`"linodeApiKey": "«1c2c8e76599e79c6b50efd41b4e2f5795e810e353ff7174521f67b825ebacc4d»"`,
				"my linode secret «efa30e7acb0f0f1894de227025f799042a69652e153e2f9f02f2d741614e6f9b»",
			},
			NoMatch: []string{
				"value: 75cfeeac7692c79ab766c09a6f2964ed98d8e952d9b048a2bbe633d140767b41",
				"LINODE_API_KEY=${LINODE_API_KEY}",
				"linode api key is in the vault",
				"linode_version: 1c2c8e.2",
			},
		}.detector(),
	}
}
