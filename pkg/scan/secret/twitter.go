package secret

import "sluice/pkg/scan/rule"

func twitter() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "twitter-bearer-token", About: "X (Twitter) app bearer token",
			Prefixes: []string{"AAAAAAAAAAAAAAAAAAAAA"}, Body: `A{0,3}[A-Za-z0-9]{4,12}(?:[A-Za-z0-9]|%2[BF]|%3D){60,120}`,
			Bits: 3.2, Left: rule.Bytes("A-Za-z0-9+/="), Check: escaped, Validator: "an escaped byte, as in every such token",
			Match:   []string{`"token": "«AAAAAAAAAAAAAAAAAAAAABexample%2FEXAMPLE0123456789abcdefghij%3DEXAMPLEexample0123456789EXAMPLEexample0123456789»"`, "the key is «AAAAAAAAAAAAAAAAAAAAABexample%2FEXAMPLE0123456789abcdefghij%3DEXAMPLEexample0123456789EXAMPLEexample0123456789», see"},
			NoMatch: []string{"AAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAyour-key-here", "AAAAAAAAAAAAAAAAAAAAAxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "AAAAAAAAAAAAAAAAAAAAABexample%2FEXAMPLE0123456789a"},
		}.detector(),
		weak{
			Rule: "twitter-access-token", About: "X (Twitter) user access token",
			Words: []string{"twitter"}, Value: `[0-9]{8,20}-[A-Za-z0-9]{40}`,
			Match:   []string{"twitter_secret: «12345678-0kT7bQz3VnW5EXAMPLEexample0123456789rJ8y»", "twitter.api_key = '«12345678-0kT7bQz3VnW5EXAMPLEexample0123456789rJ8y»'"},
			NoMatch: []string{"TWITTER_API_KEY=your_key_here", "twitter 12345678-0kT7bQz3VnW5EXAMPLEexample0123456789rJ8y", "twitter_version: 123456", "TWITTER_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "twitter_sha256: 12345678-0kT7bQz3VnW5EXAMPLEexample0123456789rJ8y"},
		}.detector(),
		weak{
			Rule: "twitter-api-secret", About: "X (Twitter) API key, API secret or token secret",
			Words: []string{"twitter_", "twitter-", "twitterapi", "twittersecret", "twitteraccess"}, Value: `[A-Za-z0-9]{50}|[A-Za-z0-9]{45}|[A-Za-z0-9]{25}`, Check: mixed,
			Match:   []string{"twitter_secret: «4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHs»", "TWITTER_API_KEY=«4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHs»"},
			NoMatch: []string{"TWITTER_API_KEY=your_key_here", "twitter 4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHs", "twitter_version: 4eXamp", "TWITTER_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "twitter_sha256: 4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHs"},
		}.detector(),
	}
}
