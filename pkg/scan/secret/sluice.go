package secret

import "sluice/pkg/scan/rule"

func sluice() []rule.Detector {
	return []rule.Detector{{
		// Our own: slc_, 12 characters of the id, 43 of the secret (32 bytes
		// in base64url).
		Rule: "sluice-token", About: "Sluice token", Validator: "prefix, structure", Type: rule.Secret, Score: 1, Joins: true,
		Literals: []string{"slc_"},
		Pattern:  `slc_[A-Za-z0-9]{12}_[A-Za-z0-9_-]{43}`,
		Check:    rule.Random(17, 2, 1),
		Match: []string{
			"«slc_EXAMPLEuser1_EXAMPLEexample0123456789-EXAMPLE_example012»",
			"Authorization: Bearer «slc_EXAMPLEuser1_EXAMPLEexample0123456789-EXAMPLE_example012»",
			"x«slc_EXAMPLEuser1_EXAMPLEexample0123456789-EXAMPLE_example012»y",
		},
		NoMatch: []string{"slc_", "slc_EXAMPLEuser1_short", "slc_EXAMPLE-ser1_EXAMPLEexample0123456789-EXAMPLE_example012"},
	}}
}
