package secret

import "sluice/pkg/scan/rule"

func reddit() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "reddit-client-secret", About: "Reddit app secret",
			Words: []string{"reddit"}, Value: `[A-Za-z0-9_-]{27,30}`, Check: mixed,
			Match:   []string{"reddit_secret: «4eXampLE0kT7bQz3VnW5EXAMPLEexa»", "reddit.api_key = '«4eXampLE0kT7bQz3VnW5EXAMPLEexa»'"},
			NoMatch: []string{"REDDIT_API_KEY=your_key_here", "reddit 4eXampLE0kT7bQz3VnW5EXAMPLEexa", "reddit_version: 4eXamp", "REDDIT_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "reddit_sha256: 4eXampLE0kT7bQz3VnW5EXAMPLEexa"},
		}.detector(),
	}
}
