package secret

import "sluice/pkg/scan/rule"

func wooCommerce() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "woocommerce-key", About: "WooCommerce consumer key or secret",
			Prefixes: []string{"ck_", "cs_"}, Body: `[0-9a-f]{40}`,
			Bits: 3, Left: wordBytes, Right: tokenBytes,
			Match:   []string{"secret: '«ck_0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d»'", "WOOCOMMERCE_KEY=«ck_0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d»"},
			NoMatch: []string{"ck_", "ck_your-key-here", "ck_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "ck_0a1b2c3d4e5f6"},
		}.detector(),
	}
}
