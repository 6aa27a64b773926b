package secret

import "sluice/pkg/scan/rule"

func livestorm() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "livestorm-token",
			About: "Livestorm API token",
			Words: []string{"livestorm"},
			Value: `eyJ[A-Za-z0-9_-]{10,200}\.[A-Za-z0-9_-]{60,1000}[A-Za-z0-9_-]{0,200}\.[A-Za-z0-9_-]{30,200}`,
			Match: []string{
				"LIVESTORM_API_KEY=«eyJJX2lHviynwQ6g.omoNwfmOwOSI6mNg7vy1nxVbEyHFByhAXNGQz3FeO61QjC4qYPLaMw8Qr5OkmjIM.ZNsq7ujrZT3ChWwOBpQiaucD2P5CLVInO3»",
				`"livestormApiKey": "«eyJDlmYgMkTIprRT.jjPlHiwNSCqBiDfKQJgC4KpmrYjrsO2CfwdA7Jx6XGTwvTsq4Gh0myL6FIvpUYt.gcVWffBqV4K6c3Gi2E5OcjSYtebp9p»"`,
				"my livestorm secret «eyJNcnscfHAUS.xhFqvFRk9h6SC1QlXfRD2ierV6TMssUdPt25BbJZwmBIm7X6ylluK2SnZz77Y.D52DP1dPyNKsyPDJvnTfcSyr4vA2zLy»",
			},
			NoMatch: []string{
				"value: eyJJX2lHviynwQ6g.omoNwfmOwOSI6mNg7vy1nxVbEyHFByhAXNGQz3FeO61QjC4qYPLaMw8Qr5OkmjIM.ZNsq7ujrZT3ChWwOBpQiaucD2P5CLVInO3",
				"LIVESTORM_API_KEY=${LIVESTORM_API_KEY}",
				"livestorm api key is in the vault",
				"livestorm_version: eyJDlm.2",
			},
		}.detector(),
	}
}
