package secret

import "sluice/pkg/scan/rule"

func mercury() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "mercury-api-token", About: "Mercury bank API token (an RFC 8959 secret-token)",
			Prefixes: []string{"secret-token:mercury_production_", "secret-token:mercury_sandbox_"}, Body: `[A-Za-z0-9_-]{20,120}`,
			Match:   []string{`"token": "«secret-token:mercury_production_4eXampLE0kT7bQz3VnW5»"`, "the key is «secret-token:mercury_production_4eXampLE0kT7bQz3VnW5», see"},
			NoMatch: []string{"secret-token:mercury_production_", "secret-token:mercury_production_your-key-here", "secret-token:mercury_production_xxxxxxxxxxxxxxxxxxxx", "secret-token:mercury_production_4eXamp"},
		}.detector(),
	}
}
