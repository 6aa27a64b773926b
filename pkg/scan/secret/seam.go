package secret

import "sluice/pkg/scan/rule"

func seam() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "seam-api-key", About: "Seam API key",
			Prefixes: []string{"seam_"}, Body: `[A-Za-z0-9]{8,10}_[A-Za-z0-9]{16,40}`,
			Left: wordBytes, Right: tokenBytes, Check: letters(0.95), Validator: "letters and digits",
			Match:   []string{"the key is «seam_4eXampLE_0kT7bQz3VnW5EXAMPLEe», see", `curl -H "X-Api-Key: «seam_4eXampLE_0kT7bQz3VnW5EXAMPLEe»" https://example.com`},
			NoMatch: []string{"seam_", "seam_your-key-here", "seam_xxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "seam_4eXampLE_"},
		}.detector(),
	}
}
