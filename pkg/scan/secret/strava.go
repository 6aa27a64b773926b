package secret

import "sluice/pkg/scan/rule"

func strava() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "strava-token", About: "Strava client secret or access token",
			Words: []string{"strava"}, Value: `[0-9a-f]{40}`, Bits: 3,
			Match:   []string{"strava_secret: «0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d»", "strava.api_key = '«0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d»'"},
			NoMatch: []string{"STRAVA_API_KEY=your_key_here", "strava 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d", "strava_version: 0a1b2c", "STRAVA_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "strava_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d"},
		}.detector(),
	}
}
