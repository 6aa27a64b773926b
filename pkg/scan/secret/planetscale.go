package secret

import "sluice/pkg/scan/rule"

func planetScale() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "planetscale-token", About: "PlanetScale service token, OAuth token or password",
			Prefixes: []string{"pscale_tkn_", "pscale_oauth_", "pscale_pw_"}, Body: `[A-Za-z0-9_.=-]{32,64}`,
			Match:   []string{"secret: '«pscale_tkn_4eXampLE0kT7bQz3VnW5EXAMPLEexample01»'", "PLANETSCALE_TOKEN=«pscale_tkn_4eXampLE0kT7bQz3VnW5EXAMPLEexample01»"},
			NoMatch: []string{"pscale_tkn_", "pscale_tkn_your-key-here", "pscale_tkn_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "pscale_tkn_4eXampLE0kT7"},
		}.detector(),
	}
}
