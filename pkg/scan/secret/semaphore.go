package secret

import "sluice/pkg/scan/rule"

func semaphore() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "semaphore-token", About: "Semaphore CI API token",
			Words: []string{"semaphore_api", "semaphore_token", "semaphoreci"}, Value: `[A-Za-z0-9_-]{20}`, Check: mixed,
			Match:   []string{"SEMAPHORE_API_KEY=«4eXampLE0kT7bQz3VnW5»", `"semaphore_apiToken": "«4eXampLE0kT7bQz3VnW5»"`},
			NoMatch: []string{"SEMAPHORE_API_KEY=your_key_here", "semaphore_api 4eXampLE0kT7bQz3VnW5", "semaphore_api_version: 4eXamp", "SEMAPHORE_API_KEY=xxxxxxxxxxxxxxxxxxxx"},
		}.detector(),
	}
}
