package secret

import "sluice/pkg/scan/rule"

func foursquare() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "foursquare-key",
			About:    "Foursquare Places API key",
			Prefixes: []string{"fsq3"},
			Body:     `[A-Za-z0-9+/]{44}=?`,
			Match: []string{
				"FOURSQUARE_TOKEN=«fsq3i3OR9Kdyt8mnv1OXTnqtFjQs6oW5zW7iurxzRHGjhYDI=»",
				"Authorization: Bearer «fsq3qeVM9inBKZOT8GwIqcZugR8enmwUkbF7QS5IHt78HvMw»",
			},
			NoMatch: []string{
				"fsq3",
				"fsq3i3OR9Kdyt8mnv1O",
				"fsq3xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx=",
				"a token starts with fsq3 and is kept in the vault",
			},
		}.detector(),
		named{
			Rule:  "foursquare-client-secret",
			About: "Foursquare client id or secret",
			Words: []string{"foursquare"},
			Value: `[A-Z0-9]{48}`,
			Match: []string{
				"FOURSQUARE_API_KEY=«5QO3ZBSFH1HO02AU9BISR0H5YVFBG8AD7XBSYWZDI5UF0VQM»",
				`"foursquareApiKey": "«JB4W3T9L3JPIRMOSJJS3668W6KXD2O9FXR0KL6E93AGCML4E»"`,
				"my foursquare secret «H0WTM836NY5SVH1G1C470UPCBCXF0XDG75CIVPELU61XIDBA»",
			},
			NoMatch: []string{
				"value: 5QO3ZBSFH1HO02AU9BISR0H5YVFBG8AD7XBSYWZDI5UF0VQM",
				"FOURSQUARE_API_KEY=${FOURSQUARE_API_KEY}",
				"foursquare api key is in the vault",
				"foursquare_version: JB4W3T.2",
			},
		}.detector(),
	}
}
