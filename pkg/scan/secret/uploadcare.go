package secret

import "sluice/pkg/scan/rule"

func uploadcare() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "uploadcare-secret", About: "Uploadcare secret key",
			Words: []string{"uploadcare"}, Value: `[0-9a-f]{20}`, Bits: 3,
			Match:   []string{`"uploadcareToken": "«0a1b2c3d4e5f60718293»"`, "uploadcare_secret: «0a1b2c3d4e5f60718293»"},
			NoMatch: []string{"UPLOADCARE_API_KEY=your_key_here", "uploadcare 0a1b2c3d4e5f60718293", "uploadcare_version: 0a1b2c", "UPLOADCARE_API_KEY=xxxxxxxxxxxxxxxxxxxx", "uploadcare_sha256: 0a1b2c3d4e5f60718293"},
		}.detector(),
	}
}
