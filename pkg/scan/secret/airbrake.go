package secret

import "sluice/pkg/scan/rule"

func airbrake() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "airbrake-user-key",
			About: "Airbrake user key",
			Words: []string{"airbrake"},
			Value: `[A-Za-z0-9]{40}`,
			Match: []string{
				"AIRBRAKE_API_KEY=«0gprzWWRpWv81aW71L33scX9VhJhKM1X72eSsFuq»",
				`"airbrakeApiKey": "«Knx7lhq7aTnjx3oRuBMKlcnpLOwrLotCeOKD5IHU»"`,
				"my airbrake secret «eMjCadWYqnElNPt5XAWZ8R2a3Hs1jX9CjnTGSigV»",
			},
			NoMatch: []string{
				"value: 0gprzWWRpWv81aW71L33scX9VhJhKM1X72eSsFuq",
				"AIRBRAKE_API_KEY=${AIRBRAKE_API_KEY}",
				"airbrake api key is in the vault",
				"airbrake_version: Knx7lh.2",
			},
		}.detector(),
		named{
			Rule:  "airbrake-project-key",
			About: "Airbrake project key",
			Words: []string{"airbrake"},
			Value: `[a-f0-9]{32}`,
			Match: []string{
				"AIRBRAKE_API_KEY=«5e7758ef690ec5a6d4e4677193966f23»",
				`"airbrakeApiKey": "«27a4393e9ad813be6a9219b192e3399d»"`,
				"my airbrake secret «e3343a855eba28d0a779696038c3a739»",
			},
			NoMatch: []string{
				"value: 5e7758ef690ec5a6d4e4677193966f23",
				"AIRBRAKE_API_KEY=${AIRBRAKE_API_KEY}",
				"airbrake api key is in the vault",
				"airbrake_version: 27a439.2",
			},
		}.detector(),
	}
}
