package secret

import "sluice/pkg/scan/rule"

func devcycle() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "devcycle-server-key",
			About:    "DevCycle SDK key",
			Prefixes: []string{"dvc_server_", "dvc_client_", "dvc_mobile_"},
			Body:     `(?:[a-f0-9-]{36}_)?[A-Za-z0-9_-]{20,64}`,
			Check:    digits,
			Match: []string{
				"DEVCYCLE_TOKEN=«dvc_server_x3LlwcU4mIOQqw2HcGVyzO8»",
				"Authorization: Bearer «dvc_client_xJfXLRbMYPtnKmzq57Ds»",
				`{"token": "«dvc_mobile_52b64b0f1d56c7e0fec7210a1ac9d0c74e1d_xSR0xqKuajUhcN24WS1Q»"}`,
			},
			NoMatch: []string{
				"dvc_server_",
				"dvc_server_x3LlwcU",
				"dvc_mobile_xxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with dvc_server_ and is kept in the vault",
			},
		}.detector(),
	}
}
