package secret

import "sluice/pkg/scan/rule"

func npm() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "npm-access-token", About: "npm access token", Prefixes: []string{"npm_"}, Body: `[A-Za-z0-9]{36}`, Bits: 3,
			Right: tokenBytes, Check: tailCRC, Validator: "CRC-32 of the first thirty digits in the last six, which makes it sure",
			Match:   []string{"//npm.example.com/:_authToken=«npm_EXAMPLEexample0123456789EXAMPLEabcde»"},
			NoMatch: []string{"npm_config_registry", "npm_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"},
		}.detector(),
	}
}
