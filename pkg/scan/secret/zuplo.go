package secret

import "sluice/pkg/scan/rule"

func zuplo() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "zuplo-api-key", About: "Zuplo API key",
			Prefixes: []string{"zpka_"}, Body: `[0-9a-f]{32}_[0-9a-f]{8}`,
			Match:   []string{`"token": "«zpka_0a1b2c3d4e5f60718293a4b5c6d7e8f9_0a1b2c3d»"`, "the key is «zpka_0a1b2c3d4e5f60718293a4b5c6d7e8f9_0a1b2c3d», see"},
			NoMatch: []string{"zpka_", "zpka_your-key-here", "zpka_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "zpka_0a1b2c3d4e5f6"},
		}.detector(),
	}
}
