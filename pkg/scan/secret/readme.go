package secret

import "sluice/pkg/scan/rule"

func readMe() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "readme-api-key", About: "ReadMe API key",
			Prefixes: []string{"rdme_"}, Body: `[a-z0-9]{66,72}`,
			Match:   []string{`curl -H "X-Api-Key: «rdme_4exampl0kt7bqz3vnw5example0123456789rj8y4exampl0kt7bqz3vnw5example0123»" https://example.com`, `"token": "«rdme_4exampl0kt7bqz3vnw5example0123456789rj8y4exampl0kt7bqz3vnw5example0123»"`},
			NoMatch: []string{"rdme_", "rdme_your-key-here", "rdme_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "rdme_4exampl0kt7bqz3vnw5exam"},
		}.detector(),
	}
}
