package secret

import "sluice/pkg/scan/rule"

func asana() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "asana-access-token",
			About: "Asana personal access token or OAuth token",
			Words: []string{"asana"},
			Value: `[0-2]/[0-9a-z]{1,19}(?:/[0-9]{10,19})?[:/][a-z0-9]{32,56}`,
			Match: []string{
				"ASANA_API_KEY=«0/n/7717815298091:ugh4a8p3bpywhchm4urox3npmlmhy4br4nao»",
				`"asanaApiKey": "«0/r99og/guqmx8xl1k5pvdk79sqjh2eh7iqxrd2o4o3l»"`,
				"my asana secret «2/gn/crv0oxha3u6hv35y9ft5n1qcexv1x9qm»",
			},
			NoMatch: []string{
				"value: 0/n/7717815298091:ugh4a8p3bpywhchm4urox3npmlmhy4br4nao",
				"ASANA_API_KEY=${ASANA_API_KEY}",
				"asana api key is in the vault",
				"asana_version: 0/r99o.2",
			},
		}.detector(),
		named{
			Rule:  "asana-client-secret",
			About: "Asana OAuth client secret",
			Words: []string{"asana"},
			Value: `[a-z0-9]{32}`,
			Match: []string{
				"ASANA_API_KEY=«qiqjfmfkxei9qr1hysz21pfinxo6pryk»",
				`"asanaApiKey": "«w0yirwf6vkzeyh99slb856mb25evvkp2»"`,
				"my asana secret «tk4g0wx8j9qppljlq152pl07cjlxmasn»",
			},
			NoMatch: []string{
				"value: qiqjfmfkxei9qr1hysz21pfinxo6pryk",
				"ASANA_API_KEY=${ASANA_API_KEY}",
				"asana api key is in the vault",
				"asana_version: w0yirw.2",
			},
		}.detector(),
	}
}
