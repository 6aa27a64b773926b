package secret

import "sluice/pkg/scan/rule"

func mapbox() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "mapbox-secret-token", About: "Mapbox secret or temporary access token",
			Prefixes: []string{"sk.eyJ", "tk.eyJ"}, Body: `[A-Za-z0-9_-]{20,500}\.[A-Za-z0-9_-]{20,64}`,
			Bits:    3,
			Match:   []string{"MAPBOX_SECRET_TOKEN=«sk.eyJ4eXampLE0kT7bQz3VnW5.EXAMPLEexample012345»", "Authorization: Bearer «sk.eyJ4eXampLE0kT7bQz3VnW5.EXAMPLEexample012345»"},
			NoMatch: []string{"sk.eyJ", "sk.eyJyour-key-here", "sk.eyJxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "sk.eyJ4eXampLE0kT7b"},
		}.detector(),
		prefixed{
			Rule: "mapbox-public-token", About: "Mapbox public access token, billed to its account",
			Prefixes: []string{"pk.eyJ"}, Body: `[A-Za-z0-9_-]{20,500}\.[A-Za-z0-9_-]{20,64}`,
			Bits: 3, Score: 0.7,
			Match:   []string{`"token": "«pk.eyJ4eXampLE0kT7bQz3VnW5.EXAMPLEexample012345»"`, "the key is «pk.eyJ4eXampLE0kT7bQz3VnW5.EXAMPLEexample012345», see"},
			NoMatch: []string{"pk.eyJ", "pk.eyJyour-key-here", "pk.eyJxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "pk.eyJ4eXampLE0kT7b"},
		}.detector(),
	}
}
