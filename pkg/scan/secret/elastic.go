package secret

import "sluice/pkg/scan/rule"

func elastic() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "elastic-cloud-key",
			About: "Elastic API key (base64 of id and key)",
			Words: []string{"elasticsearch", "elastic_api", "elastic-api", "elastic_cloud", "es_api_key"},
			Value: `[A-Za-z0-9_-]{54,60}={1,2}`,
			Match: []string{
				"ELASTICSEARCH_API_KEY=«uM6XDoVUIFlVpazGuUlNXSogZZ6kmKnSOY0TAWJcbpdzvVnPjQBulC==»",
				`"elasticsearchApiKey": "«xUnSbKRIE26HciBFY4chAQ2Npxj1jTYzWSGtlLCICVQ4WnTFPRukRP=»"`,
				"my elasticsearch secret «yCVuu19Nv2PMI5NmifS3Ca2ihsnaT5I7eBSNgnTbgtZ2pUg9zXeqHX==»",
			},
			NoMatch: []string{
				"value: uM6XDoVUIFlVpazGuUlNXSogZZ6kmKnSOY0TAWJcbpdzvVnPjQBulC==",
				"ELASTICSEARCH_API_KEY=${ELASTICSEARCH_API_KEY}",
				"elasticsearch api key is in the vault",
				"elasticsearch_version: xUnSbK.2",
			},
		}.detector(),
		prefixed{
			Rule:     "elastic-essu-token",
			About:    "Elastic Cloud or serverless API key",
			Prefixes: []string{"essu_"},
			Body:     `[A-Za-z0-9=_-]{40,200}`,
			Match: []string{
				"ELASTIC_TOKEN=«essu_fHIKEHpGrW6evmjBKhm2B0C3h7u3RlfoeBjcb3ME»",
				"Authorization: Bearer «essu_xt1qmxJrVAlpf8BVRBAX8r6WUMvMVcGZyIoWQLF20C1»",
			},
			NoMatch: []string{
				"essu_",
				"essu_fHIKEHpGrW6ev",
				"essu_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"a token starts with essu_ and is kept in the vault",
			},
		}.detector(),
	}
}
