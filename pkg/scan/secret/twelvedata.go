package secret

import "sluice/pkg/scan/rule"

func twelveData() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "twelvedata-api-key", About: "Twelve Data API key",
			Words: []string{"twelvedata", "twelve_data"}, Value: `[0-9a-f]{32}`, Bits: 3,
			Match:   []string{"twelvedata.api_key = '«0a1b2c3d4e5f60718293a4b5c6d7e8f9»'", "TWELVEDATA_API_KEY=«0a1b2c3d4e5f60718293a4b5c6d7e8f9»"},
			NoMatch: []string{"TWELVEDATA_API_KEY=your_key_here", "twelvedata 0a1b2c3d4e5f60718293a4b5c6d7e8f9", "twelvedata_version: 0a1b2c", "TWELVEDATA_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "twelvedata_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f9"},
		}.detector(),
	}
}
