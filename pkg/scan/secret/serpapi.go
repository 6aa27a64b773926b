package secret

import "sluice/pkg/scan/rule"

func serpAPI() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "serpapi-key", About: "SerpApi key",
			Words: []string{"serpapi", "serp_api"}, Value: `[0-9a-f]{64}`, Bits: 3,
			Match:   []string{"serpapi.api_key = '«0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9»'", "SERPAPI_KEY=«0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9»"},
			NoMatch: []string{"SERPAPI_KEY=your_key_here", "serpapi 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9", "serpapi_version: 0a1b2c", "SERPAPI_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"},
		}.detector(),
	}
}
