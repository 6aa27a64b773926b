package secret

import "sluice/pkg/scan/rule"

func resend() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "resend-api-key", About: "Resend API key",
			Prefixes: []string{"re_"}, Body: `[A-Za-z0-9]{8}_[A-Za-z0-9]{24}`,
			Bits: 3, Left: wordBytes, Right: tokenBytes, Check: letters(0.95), Validator: "letters and digits",
			Match:   []string{"Authorization: Bearer «re_4eXampLE_0kT7bQz3VnW5EXAMPLEexamp»", "secret: '«re_4eXampLE_0kT7bQz3VnW5EXAMPLEexamp»'"},
			NoMatch: []string{"re_", "re_your-key-here", "re_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "re_4eXampLE_0k"},
		}.detector(),
	}
}
