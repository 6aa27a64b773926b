package secret

import "sluice/pkg/scan/rule"

func getgeoapi() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "getgeoapi-key",
			About: "getgeoapi key",
			Words: []string{"getgeoapi"},
			Value: `[A-Za-z0-9]{40}`,
			Match: []string{
				"GETGEOAPI_API_KEY=«0A6IudJtRM9YPPy9bwPWmJBvQrg8FVHbJHacFV8Q»",
				`"getgeoapiApiKey": "«7VgArKSZHVbIDAoZGT49CStkCmETLDu4PNcQULru»"`,
				"my getgeoapi secret «pX8pFEL7wfSyBWxrsnZNweZ8k2mjZwCNcR6HHmhm»",
			},
			NoMatch: []string{
				"value: 0A6IudJtRM9YPPy9bwPWmJBvQrg8FVHbJHacFV8Q",
				"GETGEOAPI_API_KEY=${GETGEOAPI_API_KEY}",
				"getgeoapi api key is in the vault",
				"getgeoapi_version: 7VgArK.2",
			},
		}.detector(),
	}
}
