package secret

import "sluice/pkg/scan/rule"

func xai() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "xai-api-key", About: "xAI API key",
			Prefixes: []string{"xai-"}, Body: `[A-Za-z0-9]{70,90}`,
			Bits: 3.5, Left: alnum,
			Match:   []string{"Authorization: Bearer «xai-4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE0kT7bQz3Vn»", "secret: '«xai-4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE0kT7bQz3Vn»'"},
			NoMatch: []string{"xai-", "xai-your-key-here", "xai-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "xai-4eXampLE0kT7bQz3VnW5EXAM"},
		}.detector(),
	}
}
