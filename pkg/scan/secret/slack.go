package secret

import "sluice/pkg/scan/rule"

func slack() []rule.Detector {
	return []rule.Detector{
		{
			Rule: "slack-token", About: "Slack bot, user, workspace, session or refresh token", Validator: "prefix, structure, entropy", Type: rule.Secret, Score: 0.95, Joins: true,
			Literals: []string{"xoxa-", "xoxb-", "xoxc-", "xoxd-", "xoxe-", "xoxe.", "xoxo-", "xoxp-", "xoxr-", "xoxs-", "xoxt-"},
			Pattern:  `xox[a-eoprst](?:\.xox[bp])?-[A-Za-z0-9%/+-]{12,500}`,
			Check:    checkSlack,
			Match: []string{
				"SLACK=«xoxb-123456789012-123456789012-EXAMPLEexampleEXAMPLEexa»",
				"(«xoxp-123456789012-123456789012-123456789012-0123456789abcdef0123456789abcdef»)",
				"«xoxe.xoxp-1-Mi0yLTEyMzQ1Njc4OTAxMi1leGFtcGxlLWV4YW1wbGU»",
			},
			NoMatch: []string{"xoxb-", "xoxb-your-bot-token-here", "xoxb-xxxxxxxxxxxx-xxxxxxxxxxxx"},
		},
		{
			Rule: "slack-app-token", About: "Slack app-level token", Validator: "prefix, structure, entropy", Type: rule.Secret, Score: 0.98, Joins: true,
			Literals: []string{"xapp-"},
			Pattern:  `xapp-[0-9]-[A-Za-z0-9]{8,24}-[0-9]{8,20}-[A-Za-z0-9]{32,128}`,
			Check:    rule.Random(5, 2.5, 0.98),
			Match:    []string{"«xapp-1-A0EXAMPLE01-1234567890123-0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef»"},
			NoMatch:  []string{"xapp-1-A0-1-abc"},
		},
		{
			Rule: "slack-webhook", About: "Slack webhook URL", Validator: "structure, entropy", Type: rule.Secret, Score: 0.98, Joins: true, Fold: true,
			Literals: []string{"hooks.slack.com/", "hooks.slack-gov.com/"},
			Pattern:  rule.EitherCI("hooks.slack.com/", "hooks.slack-gov.com/") + `(?:services|workflows|triggers)/([A-Za-z0-9+/_-]{20,256})`,
			Check:    checkSlackHook,
			Match: []string{
				"https://hooks.slack.com/services/«T00EXAMPLE/B00EXAMPLE/EXAMPLEexample0123456789»",
				"https://HOOKS.slack.com/workflows/«T00EXAMPLE/A00EXAMPLE/123456789012345678/EXAMPLEexample0123456789».",
			},
			NoMatch: []string{"https://hooks.slack.com/services/", "https://hooks.slack.com/services/TXXXXXXXX/BXXXXXXXX/XXXXXXXXXXXXXXXX"},
		},
	}
}

func checkSlack(text string, m rule.Match) float64 {
	token := text[m.From+5 : m.To]
	if rule.KindsOf(token).Digit < 2 || rule.Entropy(token) < 2.5 {
		return 0
	}
	return 0.95
}

func checkSlackHook(text string, m rule.Match) float64 {
	if rule.Entropy(text[m.From:m.To]) < 3 || rule.KindsOf(text[m.From:m.To]).Digit == 0 {
		return 0
	}
	return 0.98
}
