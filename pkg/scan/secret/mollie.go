package secret

import "sluice/pkg/scan/rule"

func mollie() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "mollie-api-key", About: "Mollie API key or access token",
			Prefixes: []string{"live_", "test_", "access_"}, Body: `[A-Za-z0-9]{30}`,
			Bits: 3.2, Score: 0.85, Left: wordBytes, Right: tokenBytes, Check: letters(0.85), Validator: "letters and digits",
			Match:   []string{"secret: '«live_4eXampLE0kT7bQz3VnW5EXAMPLEexa»'", "MOLLIE_API_KEY=«live_4eXampLE0kT7bQz3VnW5EXAMPLEexa»"},
			NoMatch: []string{"live_", "live_your-key-here", "live_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "live_4eXampLE0k"},
		}.detector(),
	}
}
