package secret

import "sluice/pkg/scan/rule"

func volcengine() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "volcengine-access-key", About: "Volcengine access key id",
			Prefixes: []string{"AKLT"}, Body: `[A-Za-z0-9]{40,64}`,
			Bits: 3.2, Left: alnum, Check: letters(0.95), Validator: "letters and digits",
			Match:   []string{"the key is «AKLT4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789», see", `curl -H "X-Api-Key: «AKLT4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789»" https://example.com`},
			NoMatch: []string{"AKLT", "AKLTyour-key-here", "AKLTxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "AKLT4eXampLE0kT7bQ"},
		}.detector(),
	}
}
