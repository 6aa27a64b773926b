package secret

import "sluice/pkg/scan/rule"

func rubyGems() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "rubygems-api-key", About: "RubyGems API key",
			Prefixes: []string{"rubygems_"}, Body: `[0-9a-f]{48}`,
			Right:   tokenBytes,
			Match:   []string{"Authorization: Bearer «rubygems_0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f6071»", "secret: '«rubygems_0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f6071»'"},
			NoMatch: []string{"rubygems_", "rubygems_your-key-here", "rubygems_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "rubygems_0a1b2c3d4e5f6071"},
		}.detector(),
	}
}
