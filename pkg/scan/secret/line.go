package secret

import "sluice/pkg/scan/rule"

func line() []rule.Detector {
	return []rule.Detector{
		keyed{
			Rule:  "line-channel-token",
			About: "LINE Messaging API channel access token",
			Name:  "line",
			Value: `[A-Za-z0-9+/]{170,173}=`,
			Match: []string{
				"LINE_KEY=«4omrs2CCZhsNOVA4WuDhfpu4r72oVqvq2GMTAE6FEaSosQTpZdm5KMAzHM9o6eXxDxk6LIaO9ro8IHRaQd30BLNRIFJipHpRh5ERC5Qc2FoC4nqCH2WKWTfA7X0yZlq1nBzGldgrtflz7hoUSrmJ1w1Qf9Rivc49kmRHu8ZSuc=»",
				`"line_token": "«0P26HmMRQgY4MShCqoddYFSkAvoqYQwUHQY50ysiIYeuwiVpBu4guBVzDZXK89J5QqoQwpdpvWab67geYe7wjlQWwdRr3MCgtK2VRd2RyKYiUnrDA9JrViokE35L371ElyaILXj1rRwzU8DGgWTjC3mqU5yM9m6iKzqgqzcsNO=»"`,
				"line secret «DP1V4coWUjcesc3To6UW6r851dT4yq6uvCQXvV7iK0DOIJXscAv8F6qLUOdUPOwII7lVnFUm9QlKFTWDr4JLGrgIRk7YLH6cV9TWSGQP4wHoBgHl1IjTFkVkB5Rps08v2jeAeQMPaIr3u5xm3W7xyKqF1t9zAOKAcMy1brzge1=»",
			},
			NoMatch: []string{
				"line: 4omrs2CCZhsNOVA4WuDhfpu4r72oVqvq2GMTAE6FEaSosQTpZdm5KMAzHM9o6eXxDxk6LIaO9ro8IHRaQd30BLNRIFJipHpRh5ERC5Qc2FoC4nqCH2WKWTfA7X0yZlq1nBzGldgrtflz7hoUSrmJ1w1Qf9Rivc49kmRHu8ZSuc=",
				"LINE_KEY=${LINE_KEY}",
				"the line key is in the vault",
				"line_key=your-line-key-here",
			},
		}.detector(),
		named{
			Rule:  "line-channel-secret",
			About: "LINE channel secret",
			Words: []string{"line_channel_secret", "line_secret", "line-channel", "line_channel"},
			Value: `[a-f0-9]{32}`,
			Match: []string{
				"LINE_CHANNEL_SECRET_API_KEY=«13b5c0b3567c5bad94c50343f5cfb7eb»",
				`"line_channel_secret": "«ecc9b63b9b060ea67d1626ea6c8d9eaf»"`,
				"my line_channel_secret secret «8dbe7c1daae176a6006004c8e21fee16»",
			},
			NoMatch: []string{
				"value: 13b5c0b3567c5bad94c50343f5cfb7eb",
				"LINE_CHANNEL_SECRET_API_KEY=${LINE_CHANNEL_SECRET_API_KEY}",
				"line_channel_secret api key is in the vault",
				"line_channel_secret_version: ecc9b6.2",
			},
		}.detector(),
	}
}
