package secret

import "sluice/pkg/scan/rule"

func customerio() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "customerio-key",
			About: "Customer.io API key",
			Words: []string{"customer_io", "customerio", "customer.io"},
			Value: `[a-f0-9]{20,32}`,
			Match: []string{
				"CUSTOMER_IO_API_KEY=«b726b0e739016124859f0b77»",
				`"customer_io_key": "«283015d95404e2a5c93f»"`,
				"my customer_io secret «8702beb2ec3a2fec550a5355»",
			},
			NoMatch: []string{
				"value: b726b0e739016124859f0b77",
				"CUSTOMER_IO_API_KEY=${CUSTOMER_IO_API_KEY}",
				"customer_io api key is in the vault",
				"customer_io_version: 283015.2",
			},
		}.detector(),
	}
}
