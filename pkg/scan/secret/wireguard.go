package secret

import "sluice/pkg/scan/rule"

func wireGuard() []rule.Detector {
	return []rule.Detector{
		{
			Rule: "wireguard-key", Type: rule.Secret, Score: 0.95, About: "WireGuard private or preshared key", Validator: "structure, entropy", Joins: true,
			Literals: []string{"PrivateKey", "PresharedKey", "privatekey", "presharedkey"},
			Pattern:  `[Pp](?:rivate|reshared)[Kk]ey[ \t]{0,4}=[ \t]{0,4}([A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=)`,
			Check:    rule.Random(0, 3.5, 0.95),
			Revision: 1,
			Match:    []string{"[Interface]\nPrivateKey = «EXAMPLEexample0123456789+EXAMPLE/example018=»", "PresharedKey = «EXAMPLEexample0123456789+EXAMPLE/example018=»"},
			NoMatch:  []string{"PrivateKey", "PrivateKey = EXAMPLEexample0123456789+EXAMPLE/exa", "xxxxxxxxxx = xxxxxxxxxxxxxxxxxxxxxxxx+xxxxxxx/xxxxxxxxxx="},
		},
	}
}
