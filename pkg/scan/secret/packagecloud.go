package secret

import "sluice/pkg/scan/rule"

func packagecloud() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "packagecloud-token", About: "packagecloud API token",
			Words: []string{"packagecloud"}, Value: `[0-9a-f]{48}`, Bits: 3,
			Match:   []string{"packagecloud_secret: «0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f6071»", "packagecloud.api_key = '«0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f6071»'"},
			NoMatch: []string{"PACKAGECLOUD_API_KEY=your_key_here", "packagecloud 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f6071", "packagecloud_version: 0a1b2c", "PACKAGECLOUD_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "packagecloud_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f6071"},
		}.detector(),
	}
}
