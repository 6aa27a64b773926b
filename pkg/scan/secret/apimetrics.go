package secret

import "sluice/pkg/scan/rule"

func apimetrics() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "apimetrics-key",
			About: "APImetrics key",
			Words: []string{"apimetrics"},
			Value: `[A-Za-z0-9]{32}`,
			Match: []string{
				"APIMETRICS_API_KEY=«TQd04ghWggF2gk4caqMnuZ7bHIEcU4CT»",
				`"apimetricsApiKey": "«am8lGLAcJuTCkGlws5DE7FSoSSbqOCbd»"`,
				"my apimetrics secret «KsVhsgk2Z1dnd2CLXeU2nFHc4RX6yV8o»",
			},
			NoMatch: []string{
				"value: TQd04ghWggF2gk4caqMnuZ7bHIEcU4CT",
				"APIMETRICS_API_KEY=${APIMETRICS_API_KEY}",
				"apimetrics api key is in the vault",
				"apimetrics_version: am8lGL.2",
			},
		}.detector(),
	}
}
