package secret

import "sluice/pkg/scan/rule"

func gocardless() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "gocardless-token",
			About: "GoCardless access token",
			Words: []string{"gocardless"},
			Value: `(?:live|sandbox)_[A-Za-z0-9_=-]{38,44}`,
			Match: []string{
				"GOCARDLESS_API_KEY=«sandbox_W51x3YtLA1zxJE4cLNzUvcJ8iTk5XYRz1I10p3D»",
				`"gocardlessApiKey": "«sandbox_HfC33BbKxTHQtK3QP8Kaha7GaLFZ2GlismlBazTfA3»"`,
				"my gocardless secret «sandbox_YNRXiexEBv9eppltCAozBz9xWbhIDdM6RJe4CHIX»",
			},
			NoMatch: []string{
				"value: sandbox_W51x3YtLA1zxJE4cLNzUvcJ8iTk5XYRz1I10p3D",
				"GOCARDLESS_API_KEY=${GOCARDLESS_API_KEY}",
				"gocardless api key is in the vault",
				"gocardless_version: sandbo.2",
			},
		}.detector(),
	}
}
