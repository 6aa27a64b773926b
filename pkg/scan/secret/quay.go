package secret

import "sluice/pkg/scan/rule"

func quay() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "quay-token", About: "Quay robot or OAuth token",
			Words: []string{"quay_", "quay.io", "quay-"}, Value: `[A-Z0-9]{64}|[A-Za-z0-9]{40}`, Check: mixed,
			Match:   []string{"QUAY_API_KEY=«4EXAMPL0KT7BQZ3VNW5EXAMPLE0123456789RJ8Y4EXAMPL0KT7BQZ3VNW5EXAMP»", "quay_secret: «4EXAMPL0KT7BQZ3VNW5EXAMPLE0123456789RJ8Y4EXAMPL0KT7BQZ3VNW5EXAMP»"},
			NoMatch: []string{"QUAY_API_KEY=your_key_here", "quay 4EXAMPL0KT7BQZ3VNW5EXAMPLE0123456789RJ8Y4EXAMPL0KT7BQZ3VNW5EXAMP", "quay_version: 4EXAMP", "QUAY_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "quay_sha256: 4EXAMPL0KT7BQZ3VNW5EXAMPLE0123456789RJ8Y4EXAMPL0KT7BQZ3VNW5EXAMP"},
		}.detector(),
	}
}
