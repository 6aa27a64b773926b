package secret

import "sluice/pkg/scan/rule"

func payPal() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "braintree-access-token", About: "PayPal Braintree access token",
			Prefixes: []string{"access_token$production$", "access_token$sandbox$"}, Body: `[0-9a-z]{16}\$[0-9a-f]{32}`,
			Match:   []string{"the key is «access_token$production$4exampl0kt7bqz3v$8293a4b5c6d7e8f90a1b2c3d4e5f6071», see", `curl -H "X-Api-Key: «access_token$production$4exampl0kt7bqz3v$8293a4b5c6d7e8f90a1b2c3d4e5f6071»" https://example.com`},
			NoMatch: []string{"access_token$production$", "access_token$production$your-key-here", "access_token$production$xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "access_token$production$4exampl0kt7bqz3v"},
		}.detector(),
		weak{
			Rule: "paypal-client-secret", About: "PayPal REST client secret",
			Words: []string{"paypal"}, Value: `E[A-Za-z0-9_-]{79}`,
			Match:   []string{"PAYPAL_API_KEY=«E4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE0kT7bQz3VnW5EXA»", `"paypalToken": "«E4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE0kT7bQz3VnW5EXA»"`},
			NoMatch: []string{"PAYPAL_API_KEY=your_key_here", "paypal E4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE0kT7bQz3VnW5EXA", "paypal_version: E4eXam", "PAYPAL_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "paypal_sha256: E4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE0kT7bQz3VnW5EXA"},
		}.detector(),
	}
}
