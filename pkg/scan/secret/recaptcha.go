package secret

import "sluice/pkg/scan/rule"

func reCAPTCHA() []rule.Detector {
	return []rule.Detector{
		{
			Rule: "recaptcha-key", Type: rule.Secret, Score: 0.95, About: "reCAPTCHA secret or site key", Validator: "structure, entropy", Joins: true,
			Literals: []string{"AAAAA"}, Before: 8,
			Pattern:  `6L[A-Za-z0-9_-]{6}AAAAA[A-Za-z0-9_-]{27}`,
			Left:     nameBytes,
			Right:    nameBytes,
			Check:    rule.Random(0, 3, 0.95),
			Revision: 1,
			Match:    []string{`"key": "«6LeExAmpAAAAA0123456789_EXAMPLE-example0»"`, "they sent «6LeExAmpAAAAA0123456789_EXAMPLE-example0» today"},
			NoMatch:  []string{"AAAAA", "6LeExAmpAAAAA0123456789_EXAM", "xxxxxxxxxxxxxxxxxxxxxxx_xxxxxxx-xxxxxxxx"},
		},
	}
}
