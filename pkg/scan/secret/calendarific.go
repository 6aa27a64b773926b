package secret

import "sluice/pkg/scan/rule"

func calendarific() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "calendarific-key",
			About: "Calendarific API key",
			Words: []string{"calendarific"},
			Value: `[A-Za-z0-9]{32,40}`,
			Match: []string{
				"CALENDARIFIC_API_KEY=«o2YYlKdasUcxGW3wU9rnUVKeFuylTUZDNZk»",
				`"calendarificApiKey": "«VxIOtgVmqMb5dfKS8TTvSy0Hd2N3WITKk57Z»"`,
				"my calendarific secret «k6HNYy6pn1AO7pDUrrCrAbIkWZKod9SQYALC»",
			},
			NoMatch: []string{
				"value: o2YYlKdasUcxGW3wU9rnUVKeFuylTUZDNZk",
				"CALENDARIFIC_API_KEY=${CALENDARIFIC_API_KEY}",
				"calendarific api key is in the vault",
				"calendarific_version: VxIOtg.2",
			},
		}.detector(),
	}
}
