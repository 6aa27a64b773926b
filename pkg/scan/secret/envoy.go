package secret

import "sluice/pkg/scan/rule"

func envoy() []rule.Detector {
	return []rule.Detector{
		keyed{
			Rule:  "envoy-token",
			About: "Envoy API token",
			Name:  "envoy",
			Value: `[A-Za-z0-9]{64,800}`,
			Match: []string{
				"ENVOY_KEY=«RDFcTODpqC44jmhK5WhKJMQJ7c6PzRJMjeEeg20y3i3ACNz0xR0Cy4XZPxMt2Trw»",
				`"envoy_token": "«IN6NkMVC2xbkZ61GfAC1FEJk1cOyOQrGOAdWDjrtOKRc8Vdlpv6PymnenG5giFMZ»"`,
				"envoy secret «O11Sm7SBK5KqCO6qPzvQ44SXulfH65cAshG1lVuvvMctb1nBvK8EZk0BDcB610qa»",
			},
			NoMatch: []string{
				"envoy: RDFcTODpqC44jmhK5WhKJMQJ7c6PzRJMjeEeg20y3i3ACNz0xR0Cy4XZPxMt2Trw",
				"ENVOY_KEY=${ENVOY_KEY}",
				"the envoy key is in the vault",
				"envoy_key=your-envoy-key-here",
			},
		}.detector(),
	}
}
