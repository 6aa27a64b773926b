package secret

import "sluice/pkg/scan/rule"

func retool() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "retool-api-token", About: "Retool API token",
			Prefixes: []string{"retool_"}, Body: `(?:wk_)?[a-z0-9]{26}`,
			Right: tokenBytes, Check: letters(0.95), Validator: "letters and digits",
			Match:   []string{"the key is «retool_4exampl0kt7bqz3vnw5example», see", `curl -H "X-Api-Key: «retool_4exampl0kt7bqz3vnw5example»" https://example.com`},
			NoMatch: []string{"retool_", "retool_your-key-here", "retool_xxxxxxxxxxxxxxxxxxxxxxxxxx", "retool_4exampl0"},
		}.detector(),
	}
}
