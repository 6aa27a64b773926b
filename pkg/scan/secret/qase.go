package secret

import "sluice/pkg/scan/rule"

func qase() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "qase-api-token", About: "Qase API token",
			Words: []string{"qase"}, Value: `[0-9a-f]{40,64}`, Bits: 3,
			Match:   []string{"qase.api_key = '«0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f»'", "QASE_API_KEY=«0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f»"},
			NoMatch: []string{"QASE_API_KEY=your_key_here", "qase 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f", "qase_version: 0a1b2c", "QASE_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "qase_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f"},
		}.detector(),
	}
}
