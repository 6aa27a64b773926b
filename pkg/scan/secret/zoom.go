package secret

import "sluice/pkg/scan/rule"

func zoom() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "zoom-client-secret", About: "Zoom client secret or webhook token",
			Words: []string{"zoom_", "zoomsecret", "zoom-"}, Value: `[A-Za-z0-9]{32}|[A-Za-z0-9_-]{22}`, Check: mixed,
			Match:   []string{"ZOOM_API_KEY=«4eXampLE0kT7bQz3VnW5EXAMPLEexamp»", "zoom_secret: «4eXampLE0kT7bQz3VnW5EXAMPLEexamp»"},
			NoMatch: []string{"ZOOM_API_KEY=your_key_here", "zoom 4eXampLE0kT7bQz3VnW5EXAMPLEexamp", "zoom_version: 4eXamp", "ZOOM_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "zoom_sha256: 4eXampLE0kT7bQz3VnW5EXAMPLEexamp"},
		}.detector(),
	}
}
