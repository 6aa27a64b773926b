package secret

import "sluice/pkg/scan/rule"

func telnyx() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "telnyx-api-key", About: "Telnyx API key",
			Prefixes: []string{"KEY0"}, Body: `[0-9A-F]{31}_[A-Za-z0-9]{22}`,
			Left:    wordBytes,
			Match:   []string{`"token": "«KEY00A1B2C3D4E5F60718293A4B5C6D7E8F_ple0123456789rJ8yHsUcD»"`, "the key is «KEY00A1B2C3D4E5F60718293A4B5C6D7E8F_ple0123456789rJ8yHsUcD», see"},
			NoMatch: []string{"KEY0", "KEY0your-key-here", "KEY0xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "KEY00A1B2C3D4E5F607182"},
		}.detector(),
	}
}
