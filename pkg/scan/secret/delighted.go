package secret

import "sluice/pkg/scan/rule"

func delighted() []rule.Detector {
	return []rule.Detector{
		keyed{
			Rule:  "delighted-key",
			About: "Delighted API key",
			Name:  "delighted",
			Value: `[A-Za-z0-9]{32}`,
			Match: []string{
				"DELIGHTED_KEY=«2ljckTJrPxNgbTK8oYcl7f2cYN0zgpvX»",
				`"delighted_token": "«CFyDE77VxNrQuRmSo239NLYQnukCt2pN»"`,
				"delighted secret «V7fOvfRKD42kOkmVPqGUyHGG6BY4dQ7A»",
			},
			NoMatch: []string{
				"delighted: 2ljckTJrPxNgbTK8oYcl7f2cYN0zgpvX",
				"DELIGHTED_KEY=${DELIGHTED_KEY}",
				"the delighted key is in the vault",
				"delighted_key=your-delighted-key-here",
			},
		}.detector(),
	}
}
