package secret

import "sluice/pkg/scan/rule"

func xendit() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "xendit-api-key", About: "Xendit secret API key",
			Prefixes: []string{"xnd_production_", "xnd_development_"}, Body: `[A-Za-z0-9]{32,72}`,
			Match:   []string{"secret: '«xnd_production_4eXampLE0kT7bQz3VnW5EXAMPLEexample01»'", "XENDIT_API_KEY=«xnd_production_4eXampLE0kT7bQz3VnW5EXAMPLEexample01»"},
			NoMatch: []string{"xnd_production_", "xnd_production_your-key-here", "xnd_production_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "xnd_production_4eXampLE0kT7"},
		}.detector(),
	}
}
