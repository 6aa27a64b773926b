package secret

import "sluice/pkg/scan/rule"

func prefect() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "prefect-api-key", About: "Prefect Cloud API key",
			Prefixes: []string{"pnu_", "pnb_"}, Body: `[A-Za-z0-9]{36}`,
			Bits: 3, Left: wordBytes,
			Match:   []string{"PREFECT_API_KEY=«pnu_4eXampLE0kT7bQz3VnW5EXAMPLEexample01»", "Authorization: Bearer «pnu_4eXampLE0kT7bQz3VnW5EXAMPLEexample01»"},
			NoMatch: []string{"pnu_", "pnu_your-key-here", "pnu_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "pnu_4eXampLE0kT7"},
		}.detector(),
	}
}
