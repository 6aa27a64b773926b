package secret

import "sluice/pkg/scan/rule"

func smtp2go() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "smtp2go-api-key", About: "SMTP2GO API key",
			Prefixes: []string{"api-"}, Body: `[A-F0-9]{32}`,
			Bits: 3, Left: nameBytes, Right: tokenBytes,
			Match:   []string{"SMTP2GO_API_KEY=«api-0A1B2C3D4E5F60718293A4B5C6D7E8F9»", "Authorization: Bearer «api-0A1B2C3D4E5F60718293A4B5C6D7E8F9»"},
			NoMatch: []string{"api-", "api-your-key-here", "api-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "api-0A1B2C3D4E"},
		}.detector(),
	}
}
