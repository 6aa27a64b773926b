package secret

import "sluice/pkg/scan/rule"

func qdrant() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "qdrant-api-key", About: "Qdrant API key",
			Words: []string{"qdrant"}, Value: `[A-Za-z0-9_-]{40,72}`, Check: mixed,
			Match:   []string{"QDRANT_API_KEY=«4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789»", `"qdrantToken": "«4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789»"`},
			NoMatch: []string{"QDRANT_API_KEY=your_key_here", "qdrant 4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789", "qdrant_version: 4eXamp", "QDRANT_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "qdrant_sha256: 4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789"},
		}.detector(),
	}
}
