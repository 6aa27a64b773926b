package secret

import "sluice/pkg/scan/rule"

func plaid() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "plaid-access-token", About: "Plaid access token",
			Prefixes: []string{"access-sandbox-", "access-development-", "access-production-"}, Body: `[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`,
			Right:   tokenBytes,
			Match:   []string{"Authorization: Bearer «access-sandbox-0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9»", "secret: '«access-sandbox-0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9»'"},
			NoMatch: []string{"access-sandbox-", "access-sandbox-your-key-here", "access-sandbox-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "access-sandbox-0a1b2c3d-4e5"},
		}.detector(),
		weak{
			Rule: "plaid-secret", About: "Plaid API secret",
			Words: []string{"plaid"}, Value: `[0-9a-f]{30}`, Bits: 3,
			Match:   []string{"plaid.api_key = '«0a1b2c3d4e5f60718293a4b5c6d7e8»'", "PLAID_API_KEY=«0a1b2c3d4e5f60718293a4b5c6d7e8»"},
			NoMatch: []string{"PLAID_API_KEY=your_key_here", "plaid 0a1b2c3d4e5f60718293a4b5c6d7e8", "plaid_version: 0a1b2c", "PLAID_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "plaid_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8"},
		}.detector(),
	}
}
