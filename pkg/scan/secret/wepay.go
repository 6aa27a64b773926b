package secret

import "sluice/pkg/scan/rule"

func wePay() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "wepay-access-token", About: "WePay access token",
			Prefixes: []string{"PRODUCTION_", "STAGE_"}, Body: `[0-9a-f]{64}`,
			Bits: 3, Left: wordBytes,
			Match:   []string{`"token": "«PRODUCTION_0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9»"`, "the key is «PRODUCTION_0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9», see"},
			NoMatch: []string{"PRODUCTION_", "PRODUCTION_your-key-here", "PRODUCTION_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "PRODUCTION_0a1b2c3d4e5f60718293a"},
		}.detector(),
	}
}
