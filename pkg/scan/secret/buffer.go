package secret

import "sluice/pkg/scan/rule"

func buffer() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "buffer-token",
			About: "Buffer access token",
			Words: []string{"buffer_access", "buffer_token", "buffer-token", "bufferapp"},
			Value: `[12]/[a-f0-9]{32}`,
			Match: []string{
				"BUFFER_ACCESS_API_KEY=«1/9e85eda148aded1363488cb18e175ef9»",
				`"buffer_access_key": "«1/b4a467873e05e81fe2dd35ba3c28fc6e»"`,
				"my buffer_access secret «2/1218309fe97d0f021b746c94a2f72c02»",
			},
			NoMatch: []string{
				"value: 1/9e85eda148aded1363488cb18e175ef9",
				"BUFFER_ACCESS_API_KEY=${BUFFER_ACCESS_API_KEY}",
				"buffer_access api key is in the vault",
				"buffer_access_version: 1/b4a4.2",
			},
		}.detector(),
	}
}
