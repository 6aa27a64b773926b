package secret

import "sluice/pkg/scan/rule"

func octopusDeploy() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "octopus-deploy-api-key", About: "Octopus Deploy API key",
			Prefixes: []string{"API-"}, Body: `[A-Z0-9]{25,32}`,
			Bits: 3, Left: nameBytes, Right: tokenBytes, Check: letters(0.95), Validator: "letters and digits",
			Match:   []string{`"token": "«API-4EXAMPL0KT7BQZ3VNW5EXAMPLE012»"`, "the key is «API-4EXAMPL0KT7BQZ3VNW5EXAMPLE012», see"},
			NoMatch: []string{"API-", "API-your-key-here", "API-xxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "API-4EXAMPL0K"},
		}.detector(),
	}
}
