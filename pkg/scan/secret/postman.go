package secret

import "sluice/pkg/scan/rule"

func postman() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "postman-api-key", About: "Postman API key",
			Prefixes: []string{"PMAK-"}, Body: `[0-9a-f]{24}-[0-9a-f]{34}`,
			Match:   []string{"the key is «PMAK-0a1b2c3d4e5f60718293a4b5-c6d7e8f90a1b2c3d4e5f60718293a4b5c6», see", `curl -H "X-Api-Key: «PMAK-0a1b2c3d4e5f60718293a4b5-c6d7e8f90a1b2c3d4e5f60718293a4b5c6»" https://example.com`},
			NoMatch: []string{"PMAK-", "PMAK-your-key-here", "PMAK-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "PMAK-0a1b2c3d4e5f6071829"},
		}.detector(),
		prefixed{
			Rule: "postman-collection-token", About: "Postman collection access token",
			Prefixes: []string{"PMAT-"}, Body: `[A-Z0-9]{26}`,
			Match:   []string{"secret: '«PMAT-4EXAMPL0KT7BQZ3VNW5EXAMPLE»'", "POSTMAN_COLLECTION_TOKEN=«PMAT-4EXAMPL0KT7BQZ3VNW5EXAMPLE»"},
			NoMatch: []string{"PMAT-", "PMAT-your-key-here", "PMAT-xxxxxxxxxxxxxxxxxxxxxxxxxx", "PMAT-4EXAMPL0"},
		}.detector(),
	}
}
