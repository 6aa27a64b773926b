package secret

import "sluice/pkg/scan/rule"

func besnappy() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "besnappy-key",
			About: "BeSnappy API key",
			Words: []string{"besnappy"},
			Value: `[a-f0-9]{64}`,
			Match: []string{
				"BESNAPPY_API_KEY=«957a681c87793b8eb41c66f34688eb97b5bce16781fadad680cf660eefb2ae19»",
				`"besnappyApiKey": "«3276395f3434dde50280f0e136ebe794841d532b7d635954573af77f35a4f0bb»"`,
				"my besnappy secret «459994cb1558e5c3d440b84307aeedf4447cfa11f24216515dce2fc10435a6e3»",
			},
			NoMatch: []string{
				"value: 957a681c87793b8eb41c66f34688eb97b5bce16781fadad680cf660eefb2ae19",
				"BESNAPPY_API_KEY=${BESNAPPY_API_KEY}",
				"besnappy api key is in the vault",
				"besnappy_version: 327639.2",
			},
		}.detector(),
	}
}
