package secret

import "sluice/pkg/scan/rule"

func spotify() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "spotify-client-secret", About: "Spotify client secret",
			Words: []string{"spotify"}, Value: `[0-9a-f]{32}`, Bits: 3,
			Match:   []string{"SPOTIFY_API_KEY=«0a1b2c3d4e5f60718293a4b5c6d7e8f9»", `"spotifyToken": "«0a1b2c3d4e5f60718293a4b5c6d7e8f9»"`},
			NoMatch: []string{"SPOTIFY_API_KEY=your_key_here", "spotify 0a1b2c3d4e5f60718293a4b5c6d7e8f9", "spotify_version: 0a1b2c", "SPOTIFY_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "spotify_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f9"},
		}.detector(),
	}
}
