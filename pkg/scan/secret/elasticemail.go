package secret

import "sluice/pkg/scan/rule"

func elasticemail() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "elasticemail-key",
			About: "Elastic Email API key",
			Words: []string{"elasticemail", "elastic_email", "elastic_key"},
			Value: `[A-Za-z0-9_-]{96}`,
			Match: []string{
				"ELASTICEMAIL_API_KEY=«5pTZT9a676LzhwUgJT62dxelwP2Eqboxaf9CpagSxLcZuxWwt8ZByN3glnQLFdFaywYfQWeEdicTdvyPTmsVIqD8pdGgPS5u»",
				`"elasticemailApiKey": "«lXkkZt6pScjB9oVHhEtWi4ui3Mh1uHb8g5jP4L9651e2c0TtFGTibSp14oatqybraMf0osZv8TQIFKcpeq7U5jW4w4yo8KTe»"`,
				"my elasticemail secret «QgLihFIq10cpWvneSNah9aC87tUyMlfSR6lnX9OhZFKQGuSpoxkXDlJhMB1SNmk38TFC8y8YPw1s2XOjRl7K9uJJXBp31TG2»",
			},
			NoMatch: []string{
				"value: 5pTZT9a676LzhwUgJT62dxelwP2Eqboxaf9CpagSxLcZuxWwt8ZByN3glnQLFdFaywYfQWeEdicTdvyPTmsVIqD8pdGgPS5u",
				"ELASTICEMAIL_API_KEY=${ELASTICEMAIL_API_KEY}",
				"elasticemail api key is in the vault",
				"elasticemail_version: lXkkZt.2",
			},
		}.detector(),
	}
}
