package secret

import "sluice/pkg/scan/rule"

func akamai() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "akamai-client-token",
			About:    "Akamai EdgeGrid client token or access token",
			Prefixes: []string{"akab-"},
			Body:     `[a-z0-9]{16}-[a-z0-9]{16}`,
			Match: []string{
				"AKAMAI_TOKEN=«akab-ybubt6y648z29d8j-xb7nssebfw0tarpe»",
				"Authorization: Bearer «akab-ftw9n47fhpv81zay-l7nuyug9xpgnstre»",
			},
			NoMatch: []string{
				"akab-",
				"akab-ybubt6y648z",
				"akab-xxxxxxxxxxxxxxxx-xxxxxxxxxxxxxxxx",
				"a token starts with akab- and is kept in the vault",
			},
		}.detector(),
		named{
			Rule:  "akamai-client-secret",
			About: "Akamai EdgeGrid client secret",
			Words: []string{"akamai", "edgegrid"},
			Value: `[A-Za-z0-9+/]{43}=`,
			Match: []string{
				"AKAMAI_API_KEY=«58KEoaxLOpEkko1o4iuaaObehm5PTaRFm49VLaBJHSk=»",
				`"akamaiApiKey": "«jmkLbMUmGpysVuED8fI1h9EUM2dpY75O5sn1ze1GAMr=»"`,
				"my akamai secret «KHFVJXnwGkwcvU0xzLt57j9lo393GXG0EMNUXLd5rvw=»",
			},
			NoMatch: []string{
				"value: 58KEoaxLOpEkko1o4iuaaObehm5PTaRFm49VLaBJHSk=",
				"AKAMAI_API_KEY=${AKAMAI_API_KEY}",
				"akamai api key is in the vault",
				"akamai_version: jmkLbM.2",
			},
		}.detector(),
	}
}
