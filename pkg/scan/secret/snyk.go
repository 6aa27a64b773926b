package secret

import "sluice/pkg/scan/rule"

func snyk() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "snyk-token", About: "Snyk API token",
			Words: []string{"snyk_", "snyk-", "snyktoken", "snyk token"}, Value: `[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`, Bits: 3,
			Match:   []string{`"snykToken": "«0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9»"`, "snyk_secret: «0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9»"},
			NoMatch: []string{"SNYK_API_KEY=your_key_here", "snyk 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9", "snyk_version: 0a1b2c", "SNYK_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "snyk_sha256: 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9"},
		}.detector(),
		prefixed{
			Rule: "snyk-service-token", About: "Snyk personal or service account token",
			Prefixes: []string{"snyk_uat.", "snyk_sat."}, Body: `[A-Za-z0-9_.-]{40,400}`,
			Match:   []string{"Authorization: Bearer «snyk_uat.4eXampLE0kT7bQz3VnW5EXAMPLEexample012345»", "secret: '«snyk_uat.4eXampLE0kT7bQz3VnW5EXAMPLEexample012345»'"},
			NoMatch: []string{"snyk_uat.", "snyk_uat.your-key-here", "snyk_uat.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "snyk_uat.4eXampLE0kT7b"},
		}.detector(),
	}
}
