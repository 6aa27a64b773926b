package secret

import "sluice/pkg/scan/rule"

func stripePayment() []rule.Detector {
	return []rule.Detector{
		{
			Rule: "stripe-payment-intent-secret", Type: rule.Secret, Score: 0.95, About: "Client secret of a Stripe payment intent", Validator: "structure, entropy", Joins: true,
			Literals: []string{"_secret_"}, Before: 27,
			Pattern:  `pi_[A-Za-z0-9]{24}_secret_[A-Za-z0-9]{25}`,
			Left:     wordBytes,
			Check:    rule.Random(0, 3, 0.95),
			Revision: 1,
			Match:    []string{"STRIPE_PAYMENT_INTENT_SECRET=«pi_4eXampLE0kT7bQz3VnW5EXAM_secret_PLEexample0123456789rJ8yH»", `"key": "«pi_4eXampLE0kT7bQz3VnW5EXAM_secret_PLEexample0123456789rJ8yH»"`},
			NoMatch:  []string{"_secret_", "pi_4eXampLE0kT7bQz3VnW5EXAM_secret_PLEexample012", "xx_xxxxxxxxxxxxxxxxxxxxxxxx_xxxxxx_xxxxxxxxxxxxxxxxxxxxxxxxx"},
		},
	}
}
