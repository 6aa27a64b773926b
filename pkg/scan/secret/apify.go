package secret

import "sluice/pkg/scan/rule"

func apify() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "apify-api-token",
			About:    "Apify API token",
			Prefixes: []string{"apify_api_"},
			Body:     `[A-Za-z0-9]{34,44}`,
			Match: []string{
				"APIFY_TOKEN=«apify_api_Z5cJa9BRdhxMss31rRwF3O6by0a0q5qj40t»",
				"Authorization: Bearer «apify_api_uMMUlQtr3xCM0i1KXoGtmbX0JoSLAiJtb8GvA»",
			},
			NoMatch: []string{
				"apify_api_",
				"apify_api_Z5cJa9BRdhx",
				"apify_api_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with apify_api_ and is kept in the vault",
			},
		}.detector(),
		prefixed{
			Rule:     "apify-proxy-password",
			About:    "Apify proxy password",
			Prefixes: []string{"apify_proxy_"},
			Body:     `[A-Za-z0-9]{17,44}`,
			Match: []string{
				"APIFY_TOKEN=«apify_proxy_d9115Uu74FfJXADumXw4e»",
				"Authorization: Bearer «apify_proxy_zkc46VmiaKZbjc0BOeS»",
			},
			NoMatch: []string{
				"apify_proxy_",
				"apify_proxy_d9115Uu",
				"apify_proxy_xxxxxxxxxxxxxxxxxxxxx",
				"a token starts with apify_proxy_ and is kept in the vault",
			},
		}.detector(),
	}
}
