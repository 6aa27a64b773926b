package secret

import "sluice/pkg/scan/rule"

func coralogix() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "coralogix-key",
			About:    "Coralogix team or personal API key",
			Prefixes: []string{"cxtp_", "cxup_", "cxok_"},
			Body:     `[A-Za-z0-9]{30}`,
			Match: []string{
				"CORALOGIX_TOKEN=«cxtp_6xch7nJ6do5MP8fwGF4yxJlGfpe1UT»",
				"Authorization: Bearer «cxup_7eSrlAhBWS7bTAKUfe2bAYiladRySS»",
				`{"token": "«cxok_7Yyc8fuTvMTnS7yBfFwQfbfFuytYdN»"}`,
			},
			NoMatch: []string{
				"cxtp_",
				"cxtp_6xch7nJ6do",
				"cxok_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with cxtp_ and is kept in the vault",
			},
		}.detector(),
	}
}
