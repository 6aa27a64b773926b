package secret

import "sluice/pkg/scan/rule"

func uptimeRobot() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "uptimerobot-api-key", About: "UptimeRobot API key",
			Words: []string{"uptimerobot", "uptime_robot", "uptime robot"}, Value: `[um]r?[0-9]{6,9}-[0-9a-f]{24}`, Bits: 3,
			Match:   []string{"uptimerobot.api_key = '«m234567-d4e5f60718293a4b5c6d7e8f»'", "UPTIMEROBOT_API_KEY=«m234567-d4e5f60718293a4b5c6d7e8f»"},
			NoMatch: []string{"UPTIMEROBOT_API_KEY=your_key_here", "uptimerobot m234567-d4e5f60718293a4b5c6d7e8f", "uptimerobot_version: m23456", "UPTIMEROBOT_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "uptimerobot_sha256: m234567-d4e5f60718293a4b5c6d7e8f"},
		}.detector(),
	}
}
