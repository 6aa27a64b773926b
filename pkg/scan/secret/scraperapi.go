package secret

import "sluice/pkg/scan/rule"

func scraperAPI() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "scraperapi-key", About: "ScraperAPI key",
			Words: []string{"scraperapi", "scraper_api"}, Value: `[0-9a-f]{32}`, Bits: 3,
			Match:   []string{"scraperapi_secret: «0a1b2c3d4e5f60718293a4b5c6d7e8f9»", "scraperapi.api_key = '«0a1b2c3d4e5f60718293a4b5c6d7e8f9»'"},
			NoMatch: []string{"SCRAPERAPI_KEY=your_key_here", "scraperapi 0a1b2c3d4e5f60718293a4b5c6d7e8f9", "scraperapi_version: 0a1b2c", "SCRAPERAPI_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"},
		}.detector(),
	}
}
