package secret

import "sluice/pkg/scan/rule"

func openWeather() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "openweather-api-key", About: "OpenWeather API key",
			Words: []string{"openweather", "owm_", "pyowm"}, Value: `[0-9a-f]{32}`, Bits: 3,
			Match:   []string{`"openweatherToken": "«0a1b2c3d4e5f60718293a4b5c6d7e8f9»"`, "openweather_secret: «0a1b2c3d4e5f60718293a4b5c6d7e8f9»"},
			NoMatch: []string{"OPENWEATHER_API_KEY=your_key_here", "openweather 0a1b2c3d4e5f60718293a4b5c6d7e8f9", "openweather_version: 0a1b2c", "OPENWEATHER_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "openweather_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f9"},
		}.detector(),
	}
}
