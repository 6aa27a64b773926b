package secret

import "sluice/pkg/scan/rule"

func mistral() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "mistral-api-key", About: "Mistral AI API key",
			Words: []string{"mistral"}, Value: `[A-Za-z0-9]{32}`, Check: mixed,
			Match:   []string{`"mistralToken": "«4eXampLE0kT7bQz3VnW5EXAMPLEexamp»"`, "mistral_secret: «4eXampLE0kT7bQz3VnW5EXAMPLEexamp»"},
			NoMatch: []string{"MISTRAL_API_KEY=your_key_here", "mistral 4eXampLE0kT7bQz3VnW5EXAMPLEexamp", "mistral_version: 4eXamp", "MISTRAL_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "mistral_sha256: 4eXampLE0kT7bQz3VnW5EXAMPLEexamp"},
		}.detector(),
	}
}
