package secret

import "sluice/pkg/scan/rule"

func polar() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "polar-access-token", About: "Polar access token",
			Prefixes: []string{"polar_oat_", "polar_pat_", "polar_at_u_", "polar_at_o_"}, Body: `[A-Za-z0-9]{32,64}`,
			Match:   []string{"POLAR_ACCESS_TOKEN=«polar_oat_4eXampLE0kT7bQz3VnW5EXAMPLEexample01»", "Authorization: Bearer «polar_oat_4eXampLE0kT7bQz3VnW5EXAMPLEexample01»"},
			NoMatch: []string{"polar_oat_", "polar_oat_your-key-here", "polar_oat_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "polar_oat_4eXampLE0kT7"},
		}.detector(),
	}
}
