package secret

import "sluice/pkg/scan/rule"

func meilisearch() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "meilisearch-key", About: "Meilisearch master or API key",
			Words: []string{"meilisearch", "meili_"}, Value: `[A-Za-z0-9_-]{40,64}`, Check: mixed,
			Match:   []string{"MEILISEARCH_API_KEY=«4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789»", `"meilisearchToken": "«4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789»"`},
			NoMatch: []string{"MEILISEARCH_API_KEY=your_key_here", "meilisearch 4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789", "meilisearch_version: 4eXamp", "MEILISEARCH_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "meilisearch_sha256: 4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789"},
		}.detector(),
	}
}
