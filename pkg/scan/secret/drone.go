package secret

import "sluice/pkg/scan/rule"

func drone() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "drone-token",
			About: "Drone CI token",
			Words: []string{"droneci", "drone_token", "drone-token", "drone_rpc", "drone_secret"},
			Value: `[A-Za-z0-9]{32}`,
			Match: []string{
				"DRONECI_API_KEY=«gHsAwgqWObrZ4kQ5oFpTubQQ5Sc41FG5»",
				`"droneciApiKey": "«cr13gzzMI64pWPgHGJTzOygjgjTlPVz0»"`,
				"my droneci secret «f3O3h569Z32D7pLse1rteltOFsTVIdDv»",
			},
			NoMatch: []string{
				"value: gHsAwgqWObrZ4kQ5oFpTubQQ5Sc41FG5",
				"DRONECI_API_KEY=${DRONECI_API_KEY}",
				"droneci api key is in the vault",
				"droneci_version: cr13gz.2",
			},
		}.detector(),
	}
}
