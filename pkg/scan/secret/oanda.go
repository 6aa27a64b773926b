package secret

import "sluice/pkg/scan/rule"

func oanda() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "oanda-access-token", About: "OANDA personal access token",
			Words: []string{"oanda"}, Value: `[0-9a-f]{32}-[0-9a-f]{32}`, Bits: 3,
			Match:   []string{"OANDA_API_KEY=«0a1b2c3d4e5f60718293a4b5c6d7e8f9-0a1b2c3d4e5f60718293a4b5c6d7e8f9»", `"oandaToken": "«0a1b2c3d4e5f60718293a4b5c6d7e8f9-0a1b2c3d4e5f60718293a4b5c6d7e8f9»"`},
			NoMatch: []string{"OANDA_API_KEY=your_key_here", "oanda 0a1b2c3d4e5f60718293a4b5c6d7e8f9-0a1b2c3d4e5f60718293a4b5c6d7e8f9", "oanda_version: 0a1b2c", "OANDA_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "oanda_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f9-0a1b2c3d4e5f60718293a4b5c6d7e8f9"},
		}.detector(),
	}
}
