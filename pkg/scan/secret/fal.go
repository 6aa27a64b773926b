package secret

import "sluice/pkg/scan/rule"

func fal() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule:  "fal-key",
			About: "fal.ai key",
			Words: []string{"fal_key", "fal_api", "fal-key", "fal.ai"},
			Value: uuidForm + `:[a-f0-9]{32}`,
			Match: []string{
				"FAL_KEY_API_KEY=«166D9a40-44ad-8d5B-A7bf-45Ae673cAEB1:9db0864c32ea460de6efb7c4a22be4f8»",
				`"fal_key": "«e85Dbe0A-2a9f-e07E-37C0-FfaEa3ff0161:4d7e7941ee3b874261f8ae7ed8b3978b»"`,
				"my fal_key secret «DE6b3fDa-a15C-F38f-fd24-cCB7Ef2fA750:99a3a064c625920c5153ece7665b29a2»",
			},
			NoMatch: []string{
				"value: 166D9a40-44ad-8d5B-A7bf-45Ae673cAEB1:9db0864c32ea460de6efb7c4a22be4f8",
				"FAL_KEY_API_KEY=${FAL_KEY_API_KEY}",
				"fal_key api key is in the vault",
				"fal_key_version: e85Dbe.2",
			},
		}.detector(),
	}
}
