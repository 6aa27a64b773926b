package secret

import "sluice/pkg/scan/rule"

func tmdb() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "tmdb-api-key", About: "The Movie Database API key",
			Words: []string{"tmdb", "themoviedb"}, Value: `[0-9a-f]{32}`, Bits: 3,
			Match:   []string{`"tmdbToken": "«0a1b2c3d4e5f60718293a4b5c6d7e8f9»"`, "tmdb_secret: «0a1b2c3d4e5f60718293a4b5c6d7e8f9»"},
			NoMatch: []string{"TMDB_API_KEY=your_key_here", "tmdb 0a1b2c3d4e5f60718293a4b5c6d7e8f9", "tmdb_version: 0a1b2c", "TMDB_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "tmdb_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f9"},
		}.detector(),
	}
}
