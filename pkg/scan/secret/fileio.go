package secret

import "sluice/pkg/scan/rule"

func fileio() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "fileio-key",
			About: "file.io API key",
			Words: []string{"fileio", "file.io", "file_io"},
			Value: `[A-Z0-9]{40}`,
			Match: []string{
				"FILEIO_API_KEY=«22TIUS1DVKQB5KZTKN2YVZQLLLD1P7SSE0KADOJJ»",
				`"fileioApiKey": "«WLMO6VUGCQJQXICC38JT252FD3FTGH7JFJ018F5P»"`,
				"my fileio secret «4GMWP10A2SI5G9NDT58QC381139MQP7OZYG85DGM»",
			},
			NoMatch: []string{
				"value: 22TIUS1DVKQB5KZTKN2YVZQLLLD1P7SSE0KADOJJ",
				"FILEIO_API_KEY=${FILEIO_API_KEY}",
				"fileio api key is in the vault",
				"fileio_version: WLMO6V.2",
			},
		}.detector(),
	}
}
