package secret

import "sluice/pkg/scan/rule"

func intercom() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "intercom-token",
			About: "Intercom access token",
			Words: []string{"intercom"},
			Value: `dG9r[A-Za-z0-9+/]{50,60}={0,2}`,
			Match: []string{
				"INTERCOM_API_KEY=«dG9r7TUa5HBYXO1Uv6oXytCSVIgjEHfqSAKGwj9yNY2W6LXbruvnLn=»",
				`"intercomApiKey": "«dG9r2nIooSeDOswa0Pndohu0lAZeCuZAkrg5p78mej2A2teT3Nw2xr»"`,
				"my intercom secret «dG9rZHqeZK8ElZ0td1Y0pYsnSOeAOtIvv2b2Hqwdy3fWe7nUHgEq5x»",
			},
			NoMatch: []string{
				"value: dG9r7TUa5HBYXO1Uv6oXytCSVIgjEHfqSAKGwj9yNY2W6LXbruvnLn=",
				"INTERCOM_API_KEY=${INTERCOM_API_KEY}",
				"intercom api key is in the vault",
				"intercom_version: dG9r2n.2",
			},
		}.detector(),
	}
}
