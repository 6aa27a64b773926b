package secret

import "sluice/pkg/scan/rule"

func supabase() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "supabase-access-token", About: "Supabase access token",
			Prefixes: []string{"sbp_", "sbp_oauth_"}, Body: `[0-9a-f]{40}`,
			Bits: 3, Left: alnum, Right: tokenBytes,
			Match:   []string{`"token": "«sbp_0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d»"`, "the key is «sbp_0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d», see"},
			NoMatch: []string{"sbp_", "sbp_your-key-here", "sbp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "sbp_0a1b2c3d4e5f6"},
		}.detector(),
		prefixed{
			Rule: "supabase-secret-key", About: "Supabase secret API key",
			Prefixes: []string{"sb_secret_"}, Body: `[A-Za-z0-9_-]{28,64}`,
			Match:   []string{"Authorization: Bearer «sb_secret_4eXampLE0kT7bQz3VnW5EXAMPLEexamp»", "secret: '«sb_secret_4eXampLE0kT7bQz3VnW5EXAMPLEexamp»'"},
			NoMatch: []string{"sb_secret_", "sb_secret_your-key-here", "sb_secret_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "sb_secret_4eXampLE0k"},
		}.detector(),
	}
}
