package secret

import "sluice/pkg/scan/rule"

func betterstack() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "betterstack-token",
			About: "Better Stack (Logtail, Uptime) token",
			Words: []string{"betterstack", "better_stack", "better-stack", "logtail", "betteruptime"},
			Value: `[A-Za-z0-9]{24}`,
			Match: []string{
				"BETTERSTACK_API_KEY=«ToUKBBQ3KEHuNj1rgP6Ij1fZ»",
				`"betterstackApiKey": "«NMQIokpNgzb515JRGKqdy7VI»"`,
				"my betterstack secret «2Q8pLkZBrFtHlWkBmwIpkrQ2»",
			},
			NoMatch: []string{
				"value: ToUKBBQ3KEHuNj1rgP6Ij1fZ",
				"BETTERSTACK_API_KEY=${BETTERSTACK_API_KEY}",
				"betterstack api key is in the vault",
				"betterstack_version: NMQIok.2",
			},
		}.detector(),
	}
}
