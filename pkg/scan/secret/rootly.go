package secret

import "sluice/pkg/scan/rule"

func rootly() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "rootly-api-key", About: "Rootly API key",
			Prefixes: []string{"rootly_"}, Body: `[0-9a-f]{64}`,
			Match:   []string{`"token": "«rootly_0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9»"`, "the key is «rootly_0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9», see"},
			NoMatch: []string{"rootly_", "rootly_your-key-here", "rootly_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "rootly_0a1b2c3d4e5f60718293a"},
		}.detector(),
	}
}
