package secret

import "sluice/pkg/scan/rule"

func logzio() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "logzio-token",
			About: "Logz.io shipping or API token",
			Words: []string{"logz.io", "logzio"},
			Value: `[A-Za-z0-9]{32}|` + uuidForm,
			Match: []string{
				"logz.io-key=«SeYxtZ9u5KTTbHjyvNru8EytIde7alIy»",
				`"logz.io_key": "«Cd9bC41C-7BF1-60d1-627d-F0Db0Cb320B2»"`,
				"my logz.io secret «8EeD9Ea4-bEb3-804d-0ecc-c1FE190c5fCc»",
			},
			NoMatch: []string{
				"value: SeYxtZ9u5KTTbHjyvNru8EytIde7alIy",
				"LOGZ_IO_API_KEY=${LOGZ_IO_API_KEY}",
				"logz.io api key is in the vault",
				"logz.io_version: Cd9bC4.2",
			},
		}.detector(),
	}
}
