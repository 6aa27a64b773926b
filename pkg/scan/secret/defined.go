package secret

import "sluice/pkg/scan/rule"

func defined() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "defined-networking-token",
			About:    "Defined Networking API token",
			Prefixes: []string{"dnkey-"},
			Body:     `[A-Z0-9]{26}-[A-Z0-9]{52}`,
			Match: []string{
				"DEFINED_TOKEN=«dnkey-60FB32PA7SPETKDOLKY8I2B625-MP19EM9Z0MH6O1ETWEMI3A5LCUUIAJ5D8HYITB6YLM4DSRF33K9G»",
				"Authorization: Bearer «dnkey-95X6P7TKNZA8LOAIK5I9232EGN-EU9E7YZZAWSX0ELEO7HJB6RG3YGNYCXIJBUTKQYM7XMGFJLFT8KA»",
			},
			NoMatch: []string{
				"dnkey-",
				"dnkey-60FB32PA7SPETKDOLKY8I2B625",
				"dnkey-xxxxxxxxxxxxxxxxxxxxxxxxxx-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with dnkey- and is kept in the vault",
			},
		}.detector(),
	}
}
