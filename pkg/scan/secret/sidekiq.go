package secret

import "sluice/pkg/scan/rule"

func sidekiq() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "sidekiq-license", About: "Sidekiq Pro or Enterprise credentials",
			Words: []string{"contribsys"}, Value: `[0-9a-f]{8}:[0-9a-f]{8}`, Bits: 3,
			Match:   []string{"contribsys_secret: «0a1b2c3d:4e5f6071»", "contribsys.api_key = '«0a1b2c3d:4e5f6071»'"},
			NoMatch: []string{"CONTRIBSYS_API_KEY=your_key_here", "contribsys 0a1b2c3d:4e5f6071", "contribsys_version: 0a1b2c", "CONTRIBSYS_API_KEY=xxxxxxxxxxxxxxxxx", "contribsys_sha256: 0a1b2c3d:4e5f6071"},
		}.detector(),
	}
}
