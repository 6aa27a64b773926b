package secret

import "sluice/pkg/scan/rule"

func typeform() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "typeform-token", About: "Typeform personal access token",
			Prefixes: []string{"tfp_"}, Body: `[A-Za-z0-9_=.-]{40,64}`,
			Left: alnum, Check: letters(0.95), Validator: "letters and digits",
			Match:   []string{"secret: '«tfp_4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789»'", "TYPEFORM_TOKEN=«tfp_4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789»"},
			NoMatch: []string{"tfp_", "tfp_your-key-here", "tfp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "tfp_4eXampLE0kT7bQ"},
		}.detector(),
	}
}
