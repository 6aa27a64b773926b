package secret

import "sluice/pkg/scan/rule"

func steam() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "steam-web-api-key", About: "Steam web API key",
			Words: []string{"steam_api", "steam_web", "steam_key", "steamapi", "steam api", "steam web"}, Value: `[0-9A-Fa-f]{32}`, Bits: 3,
			Match:   []string{"steam_api.api_key = '«0a1b2c3d4e5f60718293a4b5c6d7e8f9»'", "STEAM_API_KEY=«0a1b2c3d4e5f60718293a4b5c6d7e8f9»"},
			NoMatch: []string{"STEAM_API_KEY=your_key_here", "steam_api 0a1b2c3d4e5f60718293a4b5c6d7e8f9", "steam_api_version: 0a1b2c", "STEAM_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"},
		}.detector(),
	}
}
