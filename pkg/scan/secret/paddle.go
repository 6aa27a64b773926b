package secret

import "sluice/pkg/scan/rule"

func paddle() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "paddle-api-key", About: "Paddle API key",
			Prefixes: []string{"pdl_live_apikey_", "pdl_sdbx_apikey_"}, Body: `[a-z0-9]{26}_[A-Za-z0-9]{22}_[A-Za-z0-9]{3}`,
			Match:   []string{"Authorization: Bearer «pdl_live_apikey_4exampl0kt7bqz3vnw5example_Eexample0123456789rJ8y_HsU»", "secret: '«pdl_live_apikey_4exampl0kt7bqz3vnw5example_Eexample0123456789rJ8y_HsU»'"},
			NoMatch: []string{"pdl_live_apikey_", "pdl_live_apikey_your-key-here", "pdl_live_apikey_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "pdl_live_apikey_4exampl0kt7bqz3vn"},
		}.detector(),
		prefixed{
			Rule: "paddle-webhook-secret", About: "Paddle notification secret",
			Prefixes: []string{"pdl_ntfset_"}, Body: `[a-z0-9]{26}_[A-Za-z0-9+/]{32}`,
			Match:   []string{"the key is «pdl_ntfset_4exampl0kt7bqz3vnw5example_Eexample0123456789rJ8yHsUcDgFi4e», see", `curl -H "X-Api-Key: «pdl_ntfset_4exampl0kt7bqz3vnw5example_Eexample0123456789rJ8yHsUcDgFi4e»" https://example.com`},
			NoMatch: []string{"pdl_ntfset_", "pdl_ntfset_your-key-here", "pdl_ntfset_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "pdl_ntfset_4exampl0kt7bqz3vnw5"},
		}.detector(),
	}
}
