package secret

import "sluice/pkg/scan/rule"

func shopify() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "shopify-token", About: "Shopify access token, app password or shared secret",
			Prefixes: []string{"shpat_", "shpca_", "shppa_", "shpss_", "shptka_", "shpua_"}, Body: `[0-9a-fA-F]{32}`,
			Right:   tokenBytes,
			Match:   []string{`curl -H "X-Api-Key: «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»" https://example.com`, `"token": "«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»"`},
			NoMatch: []string{"shpat_", "shpat_your-key-here", "shpat_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "shpat_0a1b2c3d4e"},
		}.detector(),
		prefixed{
			Rule: "shopify-partner-token", About: "Shopify Partner API or CLI token",
			Prefixes: []string{"prtapi_", "atkn_"}, Body: `[0-9a-f]{32,64}`,
			Left:    wordBytes,
			Match:   []string{"SHOPIFY_PARTNER_TOKEN=«prtapi_0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b»", "Authorization: Bearer «prtapi_0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b»"},
			NoMatch: []string{"prtapi_", "prtapi_your-key-here", "prtapi_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "prtapi_0a1b2c3d4e5f"},
		}.detector(),
	}
}
