package secret

import "sluice/pkg/scan/rule"

func flightapi() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "flightapi-key",
			About: "FlightAPI key",
			Words: []string{"flightapi", "flight_api"},
			Value: `[a-z0-9]{24}`,
			Match: []string{
				"FLIGHTAPI_API_KEY=«k4trstckx4bsn38fh7ochvxd»",
				`"flightapiApiKey": "«dkazoamuwwvoboapkgz3k3a1»"`,
				"my flightapi secret «agdsgtfodi08u1uglldyc6uo»",
			},
			NoMatch: []string{
				"value: k4trstckx4bsn38fh7ochvxd",
				"FLIGHTAPI_API_KEY=${FLIGHTAPI_API_KEY}",
				"flightapi api key is in the vault",
				"flightapi_version: dkazoa.2",
			},
		}.detector(),
	}
}
