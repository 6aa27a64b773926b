package secret

import "sluice/pkg/scan/rule"

func ubidots() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "ubidots-token", About: "Ubidots API key or token",
			Prefixes: []string{"BBFF-", "BBUS-"}, Body: `[A-Za-z0-9]{30,40}`,
			Right: tokenBytes, Check: letters(0.95), Validator: "letters and digits",
			Match:   []string{"UBIDOTS_TOKEN=«BBFF-4eXampLE0kT7bQz3VnW5EXAMPLEexample»", "Authorization: Bearer «BBFF-4eXampLE0kT7bQz3VnW5EXAMPLEexample»"},
			NoMatch: []string{"BBFF-", "BBFF-your-key-here", "BBFF-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "BBFF-4eXampLE0kT"},
		}.detector(),
	}
}
