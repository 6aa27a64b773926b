package secret

import "sluice/pkg/scan/rule"

func slackSigning() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "slack-signing-secret", About: "Slack signing or client secret",
			Words: []string{"slack_signing", "slack_client", "slack_secret", "slacksigning", "slackclient", "slack-signing", "slack signing"}, Value: `[0-9a-f]{32}`, Bits: 3,
			Match:   []string{"SLACK_SIGNING_API_KEY=«0a1b2c3d4e5f60718293a4b5c6d7e8f9»", `"slack_signingToken": "«0a1b2c3d4e5f60718293a4b5c6d7e8f9»"`},
			NoMatch: []string{"SLACK_SIGNING_API_KEY=your_key_here", "slack_signing 0a1b2c3d4e5f60718293a4b5c6d7e8f9", "slack_signing_version: 0a1b2c", "SLACK_SIGNING_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "slack_signing_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f9"},
		}.detector(),
	}
}
