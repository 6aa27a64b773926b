package secret

import "sluice/pkg/scan/rule"

func fullcontact() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "fullcontact-key",
			About: "FullContact API key",
			Words: []string{"fullcontact"},
			Value: `[A-Za-z0-9]{32}`,
			Match: []string{
				"FULLCONTACT_API_KEY=«lR2UZigxJz3q6favm0gpK62xqG5dhwkR»",
				`"fullcontactApiKey": "«hQkS0WPKa0cF7F8gLSpMe0BHZYBuW5K9»"`,
				"my fullcontact secret «vROXtDefSYVWqwNJhre3u2GRKxbDO8vU»",
			},
			NoMatch: []string{
				"value: lR2UZigxJz3q6favm0gpK62xqG5dhwkR",
				"FULLCONTACT_API_KEY=${FULLCONTACT_API_KEY}",
				"fullcontact api key is in the vault",
				"fullcontact_version: hQkS0W.2",
			},
		}.detector(),
	}
}
