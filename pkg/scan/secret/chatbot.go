package secret

import "sluice/pkg/scan/rule"

func chatbot() []rule.Detector {
	return []rule.Detector{
		keyed{
			Rule:  "chatbot-token",
			About: "ChatBot API token",
			Name:  "chatbot",
			Value: `[A-Za-z0-9_-]{32}`,
			Match: []string{
				"CHATBOT_KEY=«sEoPWQm3f6Af5pDnEAVwMJeNWRUdqWWk»",
				`"chatbot_token": "«2GmFxbfZsZ6rFpdOjSclhFVud27iT1O8»"`,
				"chatbot secret «HLbD5TqriYG1sQEzcx1lqPf9Dg5OURME»",
			},
			NoMatch: []string{
				"chatbot: sEoPWQm3f6Af5pDnEAVwMJeNWRUdqWWk",
				"CHATBOT_KEY=${CHATBOT_KEY}",
				"the chatbot key is in the vault",
				"chatbot_key=your-chatbot-key-here",
			},
		}.detector(),
	}
}
