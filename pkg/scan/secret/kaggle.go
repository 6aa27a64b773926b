package secret

import "sluice/pkg/scan/rule"

func kaggle() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "kaggle-token",
			About:    "Kaggle API token",
			Prefixes: []string{"KGAT_"},
			Body:     `[a-f0-9]{32}`,
			Match: []string{
				"KAGGLE_TOKEN=«KGAT_093ea1cc9bf28e0273ed71e1e84b8a17»",
				"Authorization: Bearer «KGAT_242864e9a4e54ca666051be9c36b9ccc»",
			},
			NoMatch: []string{
				"KGAT_",
				"KGAT_093ea1cc9b",
				"KGAT_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with KGAT_ and is kept in the vault",
			},
		}.detector(),
		named{
			Rule:  "kaggle-key",
			About: "Kaggle API key",
			Words: []string{"kaggle"},
			Value: `[a-f0-9]{32}`,
			Match: []string{
				"KAGGLE_API_KEY=«eafb09dae2601b06f9682e637b03dc85»",
				`"kaggleApiKey": "«2f1257034af407ae1f54caab1bd048a5»"`,
				"my kaggle secret «f30cbc878e20ea4937e09367bf66fa99»",
			},
			NoMatch: []string{
				"value: eafb09dae2601b06f9682e637b03dc85",
				"KAGGLE_API_KEY=${KAGGLE_API_KEY}",
				"kaggle api key is in the vault",
				"kaggle_version: 2f1257.2",
			},
		}.detector(),
	}
}
