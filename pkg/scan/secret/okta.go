package secret

import "sluice/pkg/scan/rule"

func okta() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "okta-ssws-token", About: "Okta API token in a header",
			Prefixes: []string{"SSWS "}, Body: `00[A-Za-z0-9_-]{40}`,
			Bits: 3, Right: tokenBytes,
			Match:   []string{"Authorization: «SSWS 004eXampLE0kT7bQz3VnW5EXAMPLEexample012345»", "-H 'Authorization: «SSWS 004eXampLE0kT7bQz3VnW5EXAMPLEexample012345»'"},
			NoMatch: []string{"SSWS", "SSWS your-key-here", "SSWS xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "SSWS 004eXampLE0kT7"},
		}.detector(),
		weak{
			Rule: "okta-api-token", About: "Okta API token",
			Words: []string{"okta"}, Value: `00[A-Za-z0-9_-]{40}`,
			Match:   []string{"okta.api_key = '«004eXampLE0kT7bQz3VnW5EXAMPLEexample012345»'", "OKTA_API_KEY=«004eXampLE0kT7bQz3VnW5EXAMPLEexample012345»"},
			NoMatch: []string{"OKTA_API_KEY=your_key_here", "okta 004eXampLE0kT7bQz3VnW5EXAMPLEexample012345", "okta_version: 004eXa", "OKTA_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "okta_sha256: 004eXampLE0kT7bQz3VnW5EXAMPLEexample012345"},
		}.detector(),
		weak{
			Rule: "okta-client-secret", About: "Okta client secret",
			Words: []string{"okta", "oidc"}, Value: `[A-Za-z0-9_-]{64}`, Check: mixed,
			Match:   []string{"OKTA_API_KEY=«4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE»", `"oktaToken": "«4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE»"`},
			NoMatch: []string{"OKTA_API_KEY=your_key_here", "okta 4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE", "okta_version: 4eXamp", "OKTA_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "okta_sha256: 4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHsUcDgFi4eXampLE"},
		}.detector(),
	}
}
