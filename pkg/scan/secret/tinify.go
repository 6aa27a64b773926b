package secret

import "sluice/pkg/scan/rule"

func tinify() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "tinify-api-key", About: "TinyPNG (Tinify) API key",
			Words: []string{"tinify", "tinypng"}, Value: `[A-Za-z0-9]{32}`, Check: mixed,
			Match:   []string{"tinify.api_key = '«4eXampLE0kT7bQz3VnW5EXAMPLEexamp»'", "TINIFY_API_KEY=«4eXampLE0kT7bQz3VnW5EXAMPLEexamp»"},
			NoMatch: []string{"TINIFY_API_KEY=your_key_here", "tinify 4eXampLE0kT7bQz3VnW5EXAMPLEexamp", "tinify_version: 4eXamp", "TINIFY_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "tinify_sha256: 4eXampLE0kT7bQz3VnW5EXAMPLEexamp"},
		}.detector(),
	}
}
