package secret

import "sluice/pkg/scan/rule"

func vimeo() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "vimeo-token", About: "Vimeo access token",
			Words: []string{"vimeo"}, Value: `[0-9a-f]{32}`, Bits: 3,
			Match:   []string{"vimeo_secret: «0a1b2c3d4e5f60718293a4b5c6d7e8f9»", "vimeo.api_key = '«0a1b2c3d4e5f60718293a4b5c6d7e8f9»'"},
			NoMatch: []string{"VIMEO_API_KEY=your_key_here", "vimeo 0a1b2c3d4e5f60718293a4b5c6d7e8f9", "vimeo_version: 0a1b2c", "VIMEO_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "vimeo_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f9"},
		}.detector(),
	}
}
