package secret

import "sluice/pkg/scan/rule"

func polygon() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "polygon-api-key", About: "Polygon.io API key",
			Words: []string{"polygon_", "polygon.io", "polygonio"}, Value: `[A-Za-z0-9_]{32}`, Check: mixed,
			Match:   []string{"polygon_secret: «4eXampLE0kT7bQz3VnW5EXAMPLEexamp»", "POLYGON_API_KEY=«4eXampLE0kT7bQz3VnW5EXAMPLEexamp»"},
			NoMatch: []string{"POLYGON_API_KEY=your_key_here", "polygon 4eXampLE0kT7bQz3VnW5EXAMPLEexamp", "polygon_version: 4eXamp", "POLYGON_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "polygon_sha256: 4eXampLE0kT7bQz3VnW5EXAMPLEexamp"},
		}.detector(),
	}
}
