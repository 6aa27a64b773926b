package secret

import "sluice/pkg/scan/rule"

func quickNode() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "quicknode-endpoint", About: "QuickNode endpoint with its token",
			Prefixes: []string{".quiknode.pro/"}, Body: `[0-9a-f]{40}`,
			Match:   []string{"https://example«.quiknode.pro/0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d»", `url = "https://example«.quiknode.pro/0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d»"`},
			NoMatch: []string{".quiknode.pro/", ".quiknode.pro/your-key-here", ".quiknode.pro/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", ".quiknode.pro/0a1b2c3d4e5f6"},
		}.detector(),
	}
}
