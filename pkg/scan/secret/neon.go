package secret

import "sluice/pkg/scan/rule"

func neon() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "neon-api-key", About: "Neon API key",
			Prefixes: []string{"napi_"}, Body: `[a-z0-9]{64}`,
			Bits:    3,
			Match:   []string{"NEON_API_KEY=«napi_4exampl0kt7bqz3vnw5example0123456789rj8y4exampl0kt7bqz3vnw5examp»", "Authorization: Bearer «napi_4exampl0kt7bqz3vnw5example0123456789rj8y4exampl0kt7bqz3vnw5examp»"},
			NoMatch: []string{"napi_", "napi_your-key-here", "napi_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "napi_4exampl0kt7bqz3vnw5ex"},
		}.detector(),
		prefixed{
			Rule: "neon-password", About: "Neon database password",
			Prefixes: []string{"npg_"}, Body: `[A-Za-z0-9]{12}`,
			Left: wordBytes, Right: tokenBytes, Check: letters(0.95), Validator: "letters and digits",
			Match:   []string{`"token": "«npg_4eXampLE0kT7»"`, "the key is «npg_4eXampLE0kT7», see"},
			NoMatch: []string{"npg_", "npg_your-key-here", "npg_xxxxxxxxxxxx", "npg_4eXa"},
		}.detector(),
	}
}
