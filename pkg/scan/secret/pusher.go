package secret

import "sluice/pkg/scan/rule"

func pusher() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "pusher-secret", About: "Pusher app key or secret",
			Words: []string{"pusher"}, Value: `[0-9a-f]{20}`, Bits: 3,
			Match:   []string{"PUSHER_API_KEY=«0a1b2c3d4e5f60718293»", `"pusherToken": "«0a1b2c3d4e5f60718293»"`},
			NoMatch: []string{"PUSHER_API_KEY=your_key_here", "pusher 0a1b2c3d4e5f60718293", "pusher_version: 0a1b2c", "PUSHER_API_KEY=xxxxxxxxxxxxxxxxxxxx", "pusher_sha256: 0a1b2c3d4e5f60718293"},
		}.detector(),
	}
}
