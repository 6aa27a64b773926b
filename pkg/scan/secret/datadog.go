package secret

import "sluice/pkg/scan/rule"

func datadog() []rule.Detector {
	return []rule.Detector{
		named{
			Rule: "datadog-api-key", About: "Datadog API key", Words: []string{"datadog", "dd_api", "dd-api"}, Value: `[a-f0-9]{32}`, Bits: 3,
			Match:   []string{"DD_API_KEY=«0a1b2c3d4e5f60718293a4b5c6d7e8f9»", `"datadogApiKey": "«f9e8d7c6b5a493827160f5e4d3c2b1a0»"`},
			NoMatch: []string{"datadog_md5: 0a1b2c3d4e5f60718293a4b5c6d7e8f9", "DD_API_KEY=00000000000000000000000000000000", "datadog 0a1b2c3d4e5f60718293a4b5c6d7e8f9"},
		}.detector(),
		named{
			Rule: "datadog-application-key", About: "Datadog application key", Words: []string{"datadog", "dd_app", "dd-app"}, Value: `[a-f0-9]{40}`, Bits: 3,
			Match:   []string{"DD_APP_KEY: «0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d»"},
			NoMatch: []string{"datadog commit: 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d"},
		}.detector(),
	}
}
