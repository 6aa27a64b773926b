package secret

import "sluice/pkg/scan/rule"

func artifactory() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule:     "artifactory-api-key",
			About:    "JFrog Artifactory API key",
			Prefixes: []string{"AKCp"},
			Body:     `[A-Za-z0-9]{60,80}`,
			Match: []string{
				"ARTIFACTORY_TOKEN=«AKCpgBtrkVsQxB2B3qjW8brr46HshOqwLslpUSs4NnZtKIm1eSnZvdUtQUVCSqZe»",
				"Authorization: Bearer «AKCpmjxpPQyEzGFlGmapnG2XIf4aCemXUwqkQH29hyvojMl8ktHfI5uEWSIo0mvO»",
			},
			NoMatch: []string{
				"AKCp",
				"AKCpgBtrkVsQxB2B3qjW8brr",
				"AKCpxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with AKCp and is kept in the vault",
			},
		}.detector(),
		prefixed{
			Rule:     "artifactory-reference-token",
			About:    "JFrog Artifactory reference token (base64 of reftkn)",
			Prefixes: []string{"cmVmdGtu"},
			Body:     `[A-Za-z0-9+/]{48,72}`,
			Match: []string{
				"ARTIFACTORY_TOKEN=«cmVmdGtuwDYHIcwEN6qcsERvAGlhyNlmqOlu5bglfTHOIjfmX6pm2fBp»",
				"Authorization: Bearer «cmVmdGtuIo3aoRIrCYwCaKWlrdpefa0OU0Wew8r9bH4uB8iv2s4BMqzu»",
			},
			NoMatch: []string{
				"cmVmdGtu",
				"cmVmdGtuwDYHIcwEN6qcsERv",
				"cmVmdGtuxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with cmVmdGtu and is kept in the vault",
			},
		}.detector(),
		named{
			Rule:  "artifactory-password",
			About: "JFrog Artifactory encrypted password",
			Words: []string{"artifactory", "jfrog"},
			Value: `AP[A-Za-z0-9]{20,40}`,
			Match: []string{
				"ARTIFACTORY_API_KEY=«APc7IVUq5paFVRYEHErEEr2gJE»",
				`"artifactoryApiKey": "«AP586fbw1WYPmXMMF5q4rTR»"`,
				"my artifactory secret «APua5zlYO3nU9IlmJAMcoM»",
			},
			NoMatch: []string{
				"value: APc7IVUq5paFVRYEHErEEr2gJE",
				"ARTIFACTORY_API_KEY=${ARTIFACTORY_API_KEY}",
				"artifactory api key is in the vault",
				"artifactory_version: AP586f.2",
			},
		}.detector(),
	}
}
