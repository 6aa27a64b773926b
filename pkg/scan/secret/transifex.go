package secret

import "sluice/pkg/scan/rule"

func transifex() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "transifex-api-token", About: "Transifex API token",
			Words: []string{"transifex", "tx_token"}, Value: `1/[0-9a-f]{40}`, Bits: 3,
			Match:   []string{"transifex_secret: «1/0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d»", "transifex.api_key = '«1/0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d»'"},
			NoMatch: []string{"TRANSIFEX_API_KEY=your_key_here", "transifex 1/0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d", "transifex_version: 1/0a1b", "TRANSIFEX_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "transifex_sha256: 1/0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d"},
		}.detector(),
	}
}
