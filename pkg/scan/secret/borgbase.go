package secret

import "sluice/pkg/scan/rule"

func borgbase() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "borgbase-token",
			About: "BorgBase API token",
			Words: []string{"borgbase"},
			Value: `[A-Za-z0-9_-]{100,180}`,
			Match: []string{
				"BORGBASE_API_KEY=«RIZBeULKUiiPDlVFPPbTMzsnD7ZuQ8lebNQNV8YtxjMykyICYJDEaIZtqaZwMsuUd5pdqB7ZpFeQduhBh4q5UfLrxsSftKD33uDV»",
				`"borgbaseApiKey": "«PHvQE3Kt3suQVAOAbiT1gFMJIQDBuogzI3YJO9V0vLW5xh6rcyh59zMfrrtaB3vPaUkaokyRCd475nQccXPUUEmEFfLXvzPUkLTz»"`,
				"my borgbase secret «vNg15xlfSpmiUA2vONb2LerQE6vcFzyuI8Ll4EbvxbvEOITaJtw7nXG9cyrXPa96iEymBn23h3zJ2emcy9k3dmyzZwbuWWkm0Hnh»",
			},
			NoMatch: []string{
				"value: RIZBeULKUiiPDlVFPPbTMzsnD7ZuQ8lebNQNV8YtxjMykyICYJDEaIZtqaZwMsuUd5pdqB7ZpFeQduhBh4q5UfLrxsSftKD33uDV",
				"BORGBASE_API_KEY=${BORGBASE_API_KEY}",
				"borgbase api key is in the vault",
				"borgbase_version: PHvQE3.2",
			},
		}.detector(),
	}
}
