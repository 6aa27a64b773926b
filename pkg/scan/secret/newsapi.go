package secret

import "sluice/pkg/scan/rule"

func newsapi() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "newsapi-key", About: "NewsAPI key",
			Words: []string{"newsapi", "news_api"}, Value: `[0-9a-f]{32}`, Bits: 3,
			Match:   []string{"newsapi_secret: «0a1b2c3d4e5f60718293a4b5c6d7e8f9»", "newsapi.api_key = '«0a1b2c3d4e5f60718293a4b5c6d7e8f9»'"},
			NoMatch: []string{"NEWSAPI_KEY=your_key_here", "newsapi 0a1b2c3d4e5f60718293a4b5c6d7e8f9", "newsapi_version: 0a1b2c", "NEWSAPI_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"},
		}.detector(),
	}
}
