package secret

import "sluice/pkg/scan/rule"

func deepai() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "deepai-key",
			About: "DeepAI API key",
			Words: []string{"deepai"},
			Value: `[A-Za-z0-9]{8}-(?:[A-Za-z0-9]{4}-){3}[A-Za-z0-9]{12,14}`,
			Match: []string{
				"DEEPAI_API_KEY=«qAOECBk4-T17H-e986-kgX4-KgtkdXHclMx27»",
				`"deepaiApiKey": "«7MnjUEdj-hTNA-oap0-OMal-ipFx96nytXs6»"`,
				"my deepai secret «NRFI5b7I-Uj8c-rMxQ-Ys2t-pJbpusaJ45kB»",
			},
			NoMatch: []string{
				"value: qAOECBk4-T17H-e986-kgX4-KgtkdXHclMx27",
				"DEEPAI_API_KEY=${DEEPAI_API_KEY}",
				"deepai api key is in the vault",
				"deepai_version: 7MnjUE.2",
			},
		}.detector(),
	}
}
