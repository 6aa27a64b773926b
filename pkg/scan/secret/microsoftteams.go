package secret

import "sluice/pkg/scan/rule"

func microsoftteams() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "microsoft-teams-webhook", About: "Microsoft Teams incoming webhook",
			Prefixes: []string{".webhook.office.com/webhookb2/", "outlook.office.com/webhook/", "outlook.office365.com/webhook/"}, Body: `[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}@[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/IncomingWebhook/[0-9a-f]{32}/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`,
			Match:   []string{"https://example«.webhook.office.com/webhookb2/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9@0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9/IncomingWebhook/0a1b2c3d4e5f60718293a4b5c6d7e8f9/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9»", `url = "https://example«.webhook.office.com/webhookb2/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9@0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9/IncomingWebhook/0a1b2c3d4e5f60718293a4b5c6d7e8f9/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9»"`},
			NoMatch: []string{".webhook.office.com/webhookb2/", ".webhook.office.com/webhookb2/your-key-here", ".webhook.office.com/webhookb2/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", ".webhook.office.com/webhookb2/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9@0a1b2c3d-4e5f-60"},
		}.detector(),
		prefixed{
			Rule: "microsoft-power-automate-url", About: "Power Automate or Logic Apps trigger with its signature",
			Prefixes: []string{".logic.azure.com", ".api.powerplatform.com"}, Body: `(?::443)?/[A-Za-z0-9_/-]{20,200}/paths/invoke\?[A-Za-z0-9_%.&=-]{0,200}sig=[A-Za-z0-9_-]{43}`,
			Match:   []string{"https://example«.logic.azure.com/4eXampLE0kT7bQz3VnW5/paths/invoke?sig=EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampL»", `url = "https://example«.logic.azure.com/4eXampLE0kT7bQz3VnW5/paths/invoke?sig=EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampL»"`},
			NoMatch: []string{".logic.azure.com", ".logic.azure.comyour-key-here", ".logic.azure.comxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", ".logic.azure.com/4eXampLE0kT7bQz3VnW5/paths"},
		}.detector(),
	}
}
