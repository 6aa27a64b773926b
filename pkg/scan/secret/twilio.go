package secret

import "sluice/pkg/scan/rule"

func twilio() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "twilio-api-key", About: "Twilio API key",
			Prefixes: []string{"SK"}, Body: `[0-9a-f]{32}`,
			Bits: 3, Left: wordBytes, Right: tokenBytes,
			Match:   []string{"Authorization: Bearer «SK0a1b2c3d4e5f60718293a4b5c6d7e8f9»", "secret: '«SK0a1b2c3d4e5f60718293a4b5c6d7e8f9»'"},
			NoMatch: []string{"SK", "SKyour-key-here", "SKxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "SK0a1b2c3d4e"},
		}.detector(),
		prefixed{
			Rule: "twilio-account-sid", About: "Twilio account id, the user of its auth token",
			Prefixes: []string{"AC"}, Body: `[0-9a-f]{32}`,
			Bits: 3, Score: 0.7, Left: wordBytes, Right: tokenBytes,
			Match:   []string{"the key is «AC0a1b2c3d4e5f60718293a4b5c6d7e8f9», see", `curl -H "X-Api-Key: «AC0a1b2c3d4e5f60718293a4b5c6d7e8f9»" https://example.com`},
			NoMatch: []string{"AC", "ACyour-key-here", "ACxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "AC0a1b2c3d4e"},
		}.detector(),
		weak{
			Rule: "twilio-auth-token", About: "Twilio auth token or API secret",
			Words: []string{"twilio"}, Value: `[0-9a-f]{32}|[A-Za-z0-9]{32}`, Check: mixed,
			Match:   []string{"twilio_secret: «0a1b2c3d4e5f60718293a4b5c6d7e8f9»", "twilio.api_key = '«0a1b2c3d4e5f60718293a4b5c6d7e8f9»'"},
			NoMatch: []string{"TWILIO_API_KEY=your_key_here", "twilio 0a1b2c3d4e5f60718293a4b5c6d7e8f9", "twilio_version: 0a1b2c", "TWILIO_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "twilio_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f9"},
		}.detector(),
	}
}
