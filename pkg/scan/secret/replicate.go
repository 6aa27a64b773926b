package secret

import "sluice/pkg/scan/rule"

func replicate() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "replicate-api-token", About: "Replicate API token",
			Prefixes: []string{"r8_"}, Body: `[A-Za-z0-9]{37,48}`,
			Bits: 3, Left: wordBytes, Check: letters(0.95), Validator: "letters and digits",
			Match:   []string{`"token": "«r8_4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456»"`, "the key is «r8_4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456», see"},
			NoMatch: []string{"r8_", "r8_your-key-here", "r8_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "r8_4eXampLE0kT7b"},
		}.detector(),
	}
}
