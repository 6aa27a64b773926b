package secret

import "sluice/pkg/scan/rule"

func pushbullet() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "pushbullet-access-token", About: "Pushbullet access token",
			Words: []string{"pushbullet"}, Value: `o\.[A-Za-z0-9]{32}`,
			Match:   []string{"pushbullet.api_key = '«o.4eXampLE0kT7bQz3VnW5EXAMPLEexamp»'", "PUSHBULLET_API_KEY=«o.4eXampLE0kT7bQz3VnW5EXAMPLEexamp»"},
			NoMatch: []string{"PUSHBULLET_API_KEY=your_key_here", "pushbullet o.4eXampLE0kT7bQz3VnW5EXAMPLEexamp", "pushbullet_version: o.4eXa", "PUSHBULLET_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "pushbullet_sha256: o.4eXampLE0kT7bQz3VnW5EXAMPLEexamp"},
		}.detector(),
	}
}
