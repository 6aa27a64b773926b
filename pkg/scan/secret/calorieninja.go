package secret

import "sluice/pkg/scan/rule"

func calorieninja() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "calorieninja-key",
			About: "CalorieNinjas API key",
			Words: []string{"calorieninja"},
			Value: `[A-Za-z0-9]{40}`,
			Match: []string{
				"CALORIENINJA_API_KEY=«tV4fczXAEBmOpcku3YpesOZgIckx54SkCufqKXXz»",
				`"calorieninjaApiKey": "«JODBP3j6ZVvKzGAQuQolOiu0F2U7lxGGoSVpsbHn»"`,
				"my calorieninja secret «Hb1K2ctyeLLUbtASRRDlqNoASwRW6QG1m6tZDeJl»",
			},
			NoMatch: []string{
				"value: tV4fczXAEBmOpcku3YpesOZgIckx54SkCufqKXXz",
				"CALORIENINJA_API_KEY=${CALORIENINJA_API_KEY}",
				"calorieninja api key is in the vault",
				"calorieninja_version: JODBP3.2",
			},
		}.detector(),
	}
}
