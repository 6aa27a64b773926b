package secret

import "sluice/pkg/scan/rule"

func novita() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "novita-api-key", About: "Novita AI API key",
			Words: []string{"novita"}, Value: `sk_[A-Za-z0-9_-]{43}`,
			Match:   []string{"NOVITA_API_KEY=«sk_4eXampLE0kT7bQz3VnW5EXAMPLEexample012345678»", `"novitaToken": "«sk_4eXampLE0kT7bQz3VnW5EXAMPLEexample012345678»"`},
			NoMatch: []string{"NOVITA_API_KEY=your_key_here", "novita sk_4eXampLE0kT7bQz3VnW5EXAMPLEexample012345678", "novita_version: sk_4eX", "NOVITA_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "novita_sha256: sk_4eXampLE0kT7bQz3VnW5EXAMPLEexample012345678"},
		}.detector(),
	}
}
