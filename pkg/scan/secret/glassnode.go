package secret

import "sluice/pkg/scan/rule"

func glassnode() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "glassnode-key",
			About: "Glassnode API key",
			Words: []string{"glassnode"},
			Value: `[A-Za-z0-9]{27,28}`,
			Match: []string{
				"GLASSNODE_API_KEY=«ppoHRXZpuoyC5hpe2Q9DsZ1CVOIJ»",
				`"glassnodeApiKey": "«wBrpZ92aemfe4FeT47BimYdGHrv»"`,
				"my glassnode secret «GE9iJ3O0W15tVX0oVdgfBUXgg5W»",
			},
			NoMatch: []string{
				"value: ppoHRXZpuoyC5hpe2Q9DsZ1CVOIJ",
				"GLASSNODE_API_KEY=${GLASSNODE_API_KEY}",
				"glassnode api key is in the vault",
				"glassnode_version: wBrpZ9.2",
			},
		}.detector(),
	}
}
