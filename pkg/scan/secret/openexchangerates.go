package secret

import "sluice/pkg/scan/rule"

func openExchangeRates() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "openexchangerates-app-id", About: "Open Exchange Rates app id, which is its key",
			Words: []string{"openexchangerates", "open_exchange_rates"}, Value: `[0-9a-f]{32}`, Bits: 3,
			Match:   []string{"OPENEXCHANGERATES_API_KEY=«0a1b2c3d4e5f60718293a4b5c6d7e8f9»", `"openexchangeratesToken": "«0a1b2c3d4e5f60718293a4b5c6d7e8f9»"`},
			NoMatch: []string{"OPENEXCHANGERATES_API_KEY=your_key_here", "openexchangerates 0a1b2c3d4e5f60718293a4b5c6d7e8f9", "openexchangerates_version: 0a1b2c", "OPENEXCHANGERATES_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "openexchangerates_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f9"},
		}.detector(),
	}
}
