package secret

import "sluice/pkg/scan/rule"

func runPod() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "runpod-api-key", About: "RunPod API key",
			Prefixes: []string{"rpa_"}, Body: `[A-Z0-9]{40,48}`,
			Bits: 3, Left: alnum,
			Match:   []string{"the key is «rpa_4EXAMPL0KT7BQZ3VNW5EXAMPLE0123456789RJ8Y4EXA», see", `curl -H "X-Api-Key: «rpa_4EXAMPL0KT7BQZ3VNW5EXAMPLE0123456789RJ8Y4EXA»" https://example.com`},
			NoMatch: []string{"rpa_", "rpa_your-key-here", "rpa_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "rpa_4EXAMPL0KT7BQZ"},
		}.detector(),
	}
}
