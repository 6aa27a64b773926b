package secret

import "sluice/pkg/scan/rule"

func storyblok() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "storyblok-token", About: "Storyblok access token",
			Words: []string{"storyblok"}, Value: `[A-Za-z0-9]{22}tt`,
			Match:   []string{"STORYBLOK_API_KEY=«4eXampLE0kT7bQz3VnW5EXtt»", `"storyblokToken": "«4eXampLE0kT7bQz3VnW5EXtt»"`},
			NoMatch: []string{"STORYBLOK_API_KEY=your_key_here", "storyblok 4eXampLE0kT7bQz3VnW5EXtt", "storyblok_version: 4eXamp", "STORYBLOK_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxx", "storyblok_sha256: 4eXampLE0kT7bQz3VnW5EXtt"},
		}.detector(),
	}
}
