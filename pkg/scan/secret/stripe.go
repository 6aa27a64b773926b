package secret

import "sluice/pkg/scan/rule"

func stripe() []rule.Detector {
	return []rule.Detector{
		{
			Rule: "stripe-key", About: "Stripe secret or restricted key", Validator: "prefix, length, entropy", Type: rule.Secret, Score: 0.98, Joins: true,
			Literals: []string{"sk_live_", "sk_test_", "sk_prod_", "rk_live_", "rk_test_", "rk_prod_", "sk_org_live_", "sk_org_test_"},
			Pattern:  `(?:sk|rk|sk_org)_(?:live|test|prod)_[A-Za-z0-9]{10,247}`,
			Check:    rule.Random(8, 2.5, 0.98),
			Match: []string{
				"STRIPE=«sk_live_4eC39HqLyjWDarjtT1zdp7dc»",
				"«sk_test_4eC39HqLyjWDarjtT1zdp7dc», they said",
				"curl https://api.stripe.com -u «rk_live_51EXAMPLE0123456789abcdefghijklmnop»:",
			},
			NoMatch: []string{"pk_live_4eC39HqLyjWDarjtT1zdp7dc", "sk_live_", "sk_live_xxxxxxxxxxxxxxxxxxxxxxxx", "task_test_case_number_one"},
		},
		{
			Rule: "stripe-webhook-secret", About: "Stripe webhook secret", Validator: "prefix, length, entropy", Type: rule.Secret, Score: 0.95, Joins: true,
			Literals: []string{"whsec_"},
			Pattern:  `whsec_[A-Za-z0-9+/]{24,247}={0,2}`,
			Check:    rule.Random(6, 3, 0.95),
			Match:    []string{`endpoint_secret = "«whsec_EXAMPLEexample0123456789ABCDEFGH»"`},
			NoMatch:  []string{"whsec_", "whsec_...", "whsec_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"},
		},
	}
}
