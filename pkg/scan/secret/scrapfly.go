package secret

import "sluice/pkg/scan/rule"

func scrapfly() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "scrapfly-api-key", About: "Scrapfly API key",
			Prefixes: []string{"scp-live-", "scp-test-"}, Body: `[0-9a-f]{32}`,
			Match:   []string{`"token": "«scp-live-0a1b2c3d4e5f60718293a4b5c6d7e8f9»"`, "the key is «scp-live-0a1b2c3d4e5f60718293a4b5c6d7e8f9», see"},
			NoMatch: []string{"scp-live-", "scp-live-your-key-here", "scp-live-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "scp-live-0a1b2c3d4e"},
		}.detector(),
	}
}
