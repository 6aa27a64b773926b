package secret

import "sluice/pkg/scan/rule"

func getemail() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "getemail-key",
			About: "GetEmail.io API key",
			Words: []string{"getemail"},
			Value: `[A-Za-z0-9-]{20,24}`,
			Check: random,
			Match: []string{
				"GETEMAIL_API_KEY=«fRxX8QgyBhpL4M6hSBuK»",
				`"getemailApiKey": "«LtC82o62Ed7VCMIBCAxBso4»"`,
				"my getemail secret «Mh4uJmshOgaGFtZFvl6vm3TD»",
			},
			NoMatch: []string{
				"value: fRxX8QgyBhpL4M6hSBuK",
				"GETEMAIL_API_KEY=${GETEMAIL_API_KEY}",
				"getemail api key is in the vault",
				"getemail_version: LtC82o.2",
			},
		}.detector(),
	}
}
