package secret

import "sluice/pkg/scan/rule"

func unsplash() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "unsplash-key", About: "Unsplash access or secret key",
			Words: []string{"unsplash"}, Value: `[A-Za-z0-9_-]{43}`, Check: mixed,
			Match:   []string{"UNSPLASH_API_KEY=«4eXampLE0kT7bQz3VnW5EXAMPLEexample012345678»", `"unsplashToken": "«4eXampLE0kT7bQz3VnW5EXAMPLEexample012345678»"`},
			NoMatch: []string{"UNSPLASH_API_KEY=your_key_here", "unsplash 4eXampLE0kT7bQz3VnW5EXAMPLEexample012345678", "unsplash_version: 4eXamp", "UNSPLASH_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "unsplash_sha256: 4eXampLE0kT7bQz3VnW5EXAMPLEexample012345678"},
		}.detector(),
	}
}
