package secret

import "sluice/pkg/scan/rule"

func crowdstrike() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "crowdstrike-secret",
			About: "CrowdStrike API client secret",
			Words: []string{"crowdstrike", "falcon_client", "falcon-client"},
			Value: `[A-Za-z0-9]{40}`,
			Match: []string{
				"CROWDSTRIKE_API_KEY=«qAe96aaUcM4ii393qpnjXEcpKUmZ8rGJnPiUOySA»",
				`"crowdstrikeApiKey": "«SiDa2G44geapflCYyrbk25J5gFVragtthRXa0grr»"`,
				"my crowdstrike secret «Kl22ZNW5nNcTtut2St8cOtEKlXmDBhvVvbNxy5sl»",
			},
			NoMatch: []string{
				"value: qAe96aaUcM4ii393qpnjXEcpKUmZ8rGJnPiUOySA",
				"CROWDSTRIKE_API_KEY=${CROWDSTRIKE_API_KEY}",
				"crowdstrike api key is in the vault",
				"crowdstrike_version: SiDa2G.2",
			},
		}.detector(),
	}
}
