package secret

import "sluice/pkg/scan/rule"

func weatherAPI() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "weatherapi-key", About: "WeatherAPI.com key",
			Words: []string{"weatherapi", "weather_api"}, Value: `[0-9a-f]{30,32}`, Bits: 3,
			Match:   []string{"WEATHERAPI_KEY=«0a1b2c3d4e5f60718293a4b5c6d7e8f9»", `"weatherapiToken": "«0a1b2c3d4e5f60718293a4b5c6d7e8f9»"`},
			NoMatch: []string{"WEATHERAPI_KEY=your_key_here", "weatherapi 0a1b2c3d4e5f60718293a4b5c6d7e8f9", "weatherapi_version: 0a1b2c", "WEATHERAPI_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"},
		}.detector(),
	}
}
