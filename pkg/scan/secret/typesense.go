package secret

import "sluice/pkg/scan/rule"

func typesense() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "typesense-api-key", About: "Typesense API key",
			Words: []string{"typesense"}, Value: `[A-Za-z0-9]{32,64}`, Check: mixed,
			Match:   []string{`"typesenseToken": "«4eXampLE0kT7bQz3VnW5EXAMPLEexample01»"`, "typesense_secret: «4eXampLE0kT7bQz3VnW5EXAMPLEexample01»"},
			NoMatch: []string{"TYPESENSE_API_KEY=your_key_here", "typesense 4eXampLE0kT7bQz3VnW5EXAMPLEexample01", "typesense_version: 4eXamp", "TYPESENSE_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "typesense_sha256: 4eXampLE0kT7bQz3VnW5EXAMPLEexample01"},
		}.detector(),
	}
}
