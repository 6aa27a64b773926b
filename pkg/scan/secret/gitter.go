package secret

import "sluice/pkg/scan/rule"

func gitter() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "gitter-token",
			About: "Gitter access token",
			Words: []string{"gitter"},
			Value: `[a-f0-9]{40}`,
			Match: []string{
				"GITTER_API_KEY=«d4d2a6615ece214ff6a43d3a9d3459b640b5d109»",
				`"gitterApiKey": "«9209c9599042cbdde0652a3e2f74f2c0f1f35490»"`,
				"my gitter secret «0ff14be91144f572054d9939e33747c65cd81c86»",
			},
			NoMatch: []string{
				"value: d4d2a6615ece214ff6a43d3a9d3459b640b5d109",
				"GITTER_API_KEY=${GITTER_API_KEY}",
				"gitter api key is in the vault",
				"gitter_version: 9209c9.2",
			},
		}.detector(),
	}
}
