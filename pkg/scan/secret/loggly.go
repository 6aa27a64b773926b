package secret

import "sluice/pkg/scan/rule"

func loggly() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule:  "loggly-token",
			About: "Loggly customer token",
			Words: []string{"loggly"},
			Value: uuidForm,
			Match: []string{
				"LOGGLY_API_KEY=«3dBd71f5-fCdE-4b9f-f68A-556eaddd78af»",
				`"logglyApiKey": "«E7dcc95D-bEa3-8E6E-d0eE-fE4aB9ecEc89»"`,
				"my loggly secret «d262e726-8fFa-B1FA-d4d6-A3fd94E0A9EB»",
			},
			NoMatch: []string{
				"value: 3dBd71f5-fCdE-4b9f-f68A-556eaddd78af",
				"LOGGLY_API_KEY=${LOGGLY_API_KEY}",
				"loggly api key is in the vault",
				"loggly_version: E7dcc9.2",
			},
		}.detector(),
	}
}
