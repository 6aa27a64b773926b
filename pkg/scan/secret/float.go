package secret

import "sluice/pkg/scan/rule"

func float() []rule.Detector {
	return []rule.Detector{
		keyed{
			Rule:  "float-token",
			About: "Float API token",
			Name:  "float",
			Value: `[A-Za-z0-9+/]{56,66}={0,2}`,
			Match: []string{
				"FLOAT_KEY=«sDtIti01b6tZvr4aCL0vwsLO17TkQ4J5b6TO83aAjDIbkEqs2bt0s7oQ==»",
				`"float_token": "«0ssiJWVpyPsdVwNBQKruw7q2PDE5OyJ4qOeDu8pWIqkhNt0tQ8Kb9Hgk»"`,
				"float secret «NuIDDH0XF0F4ejUXXp1f2jzqvHCddrQIPSXCBYSTek4J1tu6NtqxEt3E==»",
			},
			NoMatch: []string{
				"float: sDtIti01b6tZvr4aCL0vwsLO17TkQ4J5b6TO83aAjDIbkEqs2bt0s7oQ==",
				"FLOAT_KEY=${FLOAT_KEY}",
				"the float key is in the vault",
				"float_key=your-float-key-here",
			},
		}.detector(),
	}
}
