package secret

import "sluice/pkg/scan/rule"

func travis() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "travis-token", About: "Travis CI API token",
			Words: []string{"travis_", "travis-", "travisci"}, Value: `[A-Za-z0-9_-]{20,22}`, Check: mixed,
			Match:   []string{"travis_secret: «4eXampLE0kT7bQz3VnW5EX»", "TRAVIS_API_KEY=«4eXampLE0kT7bQz3VnW5EX»"},
			NoMatch: []string{"TRAVIS_API_KEY=your_key_here", "travis 4eXampLE0kT7bQz3VnW5EX", "travis_version: 4eXamp", "TRAVIS_API_KEY=xxxxxxxxxxxxxxxxxxxxxx", "travis_sha256: 4eXampLE0kT7bQz3VnW5EX"},
		}.detector(),
	}
}
