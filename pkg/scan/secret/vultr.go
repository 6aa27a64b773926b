package secret

import "sluice/pkg/scan/rule"

func vultr() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "vultr-api-key", About: "Vultr API key",
			Words: []string{"vultr"}, Value: `[A-Z0-9]{36}`,
			Match:   []string{"VULTR_API_KEY=«4EXAMPL0KT7BQZ3VNW5EXAMPLE0123456789»", `"vultrToken": "«4EXAMPL0KT7BQZ3VNW5EXAMPLE0123456789»"`},
			NoMatch: []string{"VULTR_API_KEY=your_key_here", "vultr 4EXAMPL0KT7BQZ3VNW5EXAMPLE0123456789", "vultr_version: 4EXAMP", "VULTR_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "vultr_sha256: 4EXAMPL0KT7BQZ3VNW5EXAMPLE0123456789"},
		}.detector(),
	}
}
