package secret

import "sluice/pkg/scan/rule"

func xata() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "xata-api-key", About: "Xata API key",
			Prefixes: []string{"xau_"}, Body: `[A-Za-z0-9]{30,64}`,
			Left: alnum, Check: letters(0.95), Validator: "letters and digits",
			Match:   []string{"the key is «xau_4eXampLE0kT7bQz3VnW5EXAMPLEexample01», see", `curl -H "X-Api-Key: «xau_4eXampLE0kT7bQz3VnW5EXAMPLEexample01»" https://example.com`},
			NoMatch: []string{"xau_", "xau_your-key-here", "xau_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "xau_4eXampLE0kT7"},
		}.detector(),
	}
}
