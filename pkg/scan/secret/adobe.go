package secret

import "sluice/pkg/scan/rule"

func adobe() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "adobe-oauth-client-secret",
			About:    "Adobe OAuth client secret",
			Prefixes: []string{"p8e-", "s8e-"},
			Body:     `[A-Za-z0-9_-]{32}`,
			Match: []string{
				"ADOBE_TOKEN=«p8e-SU9Mi4roNL89sM995YTBXaK7JQEVT0ml»",
				"Authorization: Bearer «s8e-mrtVETW0TesULeetLDQ8B8vW2ZBjyaXY»",
			},
			NoMatch: []string{
				"p8e-",
				"p8e-SU9Mi4roNL",
				"s8e-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with p8e- and is kept in the vault",
			},
		}.detector(),
		named{
			Rule:  "adobe-api-key",
			About: "Adobe I/O API key (client id and legacy secret)",
			Words: []string{"adobe"},
			Value: `[a-f0-9]{32}`,
			Match: []string{
				"ADOBE_API_KEY=«8bf0d185528d53b7c045e42c343fce39»",
				`"adobeApiKey": "«bc6b15287ebb940ee7df75eb73e8f894»"`,
				"my adobe secret «2396ed6f94fc925c5b3529234fa92428»",
			},
			NoMatch: []string{
				"value: 8bf0d185528d53b7c045e42c343fce39",
				"ADOBE_API_KEY=${ADOBE_API_KEY}",
				"adobe api key is in the vault",
				"adobe_version: bc6b15.2",
			},
		}.detector(),
	}
}
