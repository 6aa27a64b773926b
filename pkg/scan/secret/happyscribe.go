package secret

import "sluice/pkg/scan/rule"

func happyscribe() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "happyscribe-key",
			About: "Happy Scribe API key",
			Words: []string{"happyscribe"},
			Value: `[A-Za-z0-9]{24,27}`,
			Match: []string{
				"HAPPYSCRIBE_API_KEY=«uKuhFDKXHrF0CRrgFNC3NUkJjr»",
				`"happyscribeApiKey": "«hxQH0bmDbO5hfM8D6epEZ6R9iSd»"`,
				"my happyscribe secret «OV8dImmXgCp3vKouLXs4Yegbgp»",
			},
			NoMatch: []string{
				"value: uKuhFDKXHrF0CRrgFNC3NUkJjr",
				"HAPPYSCRIBE_API_KEY=${HAPPYSCRIBE_API_KEY}",
				"happyscribe api key is in the vault",
				"happyscribe_version: hxQH0b.2",
			},
		}.detector(),
	}
}
