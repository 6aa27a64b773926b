package scan

func sluice() []Detector {
	return []Detector{{
		// Our own: slc_, 12 characters of the id, 43 of the secret (32 bytes
		// in base64url).
		Rule: "sluice-token", Type: Secret, Score: 1, Joins: true,
		Literals: []string{"slc_"},
		Pattern:  `slc_[A-Za-z0-9]{12}_[A-Za-z0-9_-]{43}`,
		Check:    random(17, 2, 1),
		Match: []string{
			"«slc_EXAMPLEuser1_EXAMPLEexample0123456789-EXAMPLE_example012»",
			"Authorization: Bearer «slc_EXAMPLEuser1_EXAMPLEexample0123456789-EXAMPLE_example012»",
			"x«slc_EXAMPLEuser1_EXAMPLEexample0123456789-EXAMPLE_example012»y",
		},
		NoMatch: []string{"slc_", "slc_EXAMPLEuser1_short", "slc_EXAMPLE-ser1_EXAMPLEexample0123456789-EXAMPLE_example012"},
	}}
}
