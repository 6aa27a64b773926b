package secret

import "sluice/pkg/scan/rule"

func contentful() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "contentful-personal-token",
			About:    "Contentful personal access token",
			Prefixes: []string{"CFPAT-"},
			Body:     `[A-Za-z0-9_-]{40,64}`,
			Match: []string{
				"CONTENTFUL_TOKEN=«CFPAT-DIQ7LVDNj0q72OImBgMnadsLplZJao56xA4qkCnKPRO»",
				"Authorization: Bearer «CFPAT-6AnWoJWqSMtm9XimsMOsaaYzCF27eDara7DjmLCs»",
			},
			NoMatch: []string{
				"CFPAT-",
				"CFPAT-DIQ7LVDNj0q72O",
				"CFPAT-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with CFPAT- and is kept in the vault",
			},
		}.detector(),
		named{
			Rule:  "contentful-delivery-token",
			About: "Contentful delivery or preview token",
			Words: []string{"contentful"},
			Value: `[A-Za-z0-9_-]{43}`,
			Check: bothCases,
			Match: []string{
				"CONTENTFUL_API_KEY=«nUShB4UNzrFBiHIBbHUtNmPMrbeV2QpJNWJzaOQhPVC»",
				`"contentfulApiKey": "«uam34CM4ykauQlUjWSNPryiNl3LQbXMVoKR4zXTwvBD»"`,
				"my contentful secret «oi7mpKQMdua1Ngv2VyQ0mfWlLtUxlYTwKztyHUvg0YJ»",
			},
			NoMatch: []string{
				"value: nUShB4UNzrFBiHIBbHUtNmPMrbeV2QpJNWJzaOQhPVC",
				"CONTENTFUL_API_KEY=${CONTENTFUL_API_KEY}",
				"contentful api key is in the vault",
				"contentful_version: uam34C.2",
			},
		}.detector(),
	}
}
