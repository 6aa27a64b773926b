package secret

import "sluice/pkg/scan/rule"

func mailgun() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "mailgun-private-key", About: "Mailgun private API key",
			Prefixes: []string{"key-"}, Body: `[0-9a-f]{32}`,
			Bits: 3, Left: nameBytes, Right: tokenBytes,
			Match:   []string{"secret: '«key-0a1b2c3d4e5f60718293a4b5c6d7e8f9»'", "MAILGUN_PRIVATE_KEY=«key-0a1b2c3d4e5f60718293a4b5c6d7e8f9»"},
			NoMatch: []string{"key-", "key-your-key-here", "key-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "key-0a1b2c3d4e"},
		}.detector(),
		prefixed{
			Rule: "mailgun-public-key", About: "Mailgun public validation key",
			Prefixes: []string{"pubkey-"}, Body: `[0-9a-f]{32}`,
			Bits: 3, Score: 0.8, Left: wordBytes, Right: tokenBytes,
			Match:   []string{`curl -H "X-Api-Key: «pubkey-0a1b2c3d4e5f60718293a4b5c6d7e8f9»" https://example.com`, `"token": "«pubkey-0a1b2c3d4e5f60718293a4b5c6d7e8f9»"`},
			NoMatch: []string{"pubkey-", "pubkey-your-key-here", "pubkey-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "pubkey-0a1b2c3d4e"},
		}.detector(),
		weak{
			Rule: "mailgun-signing-key", About: "Mailgun API or webhook signing key",
			Words: []string{"mailgun"}, Value: `[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8}|[0-9a-f]{32}`, Bits: 3,
			Match:   []string{"mailgun_secret: «0a1b2c3d4e5f60718293a4b5c6d7e8f9-0a1b2c3d-4e5f6071»", "mailgun.api_key = '«0a1b2c3d4e5f60718293a4b5c6d7e8f9-0a1b2c3d-4e5f6071»'"},
			NoMatch: []string{"MAILGUN_API_KEY=your_key_here", "mailgun 0a1b2c3d4e5f60718293a4b5c6d7e8f9-0a1b2c3d-4e5f6071", "mailgun_version: 0a1b2c", "MAILGUN_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "mailgun_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f9-0a1b2c3d-4e5f6071"},
		}.detector(),
	}
}
