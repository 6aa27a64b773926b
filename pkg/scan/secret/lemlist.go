package secret

import "sluice/pkg/scan/rule"

func lemlist() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "lemlist-key",
			About: "lemlist API key",
			Words: []string{"lemlist"},
			Value: `[A-Za-z0-9]{32}`,
			Match: []string{
				"LEMLIST_API_KEY=«8T40R3K2eWccQd1ObQIz10ExNgn9TzZr»",
				`"lemlistApiKey": "«xaAO3ijqSEOgnpvHZSmjqtCLkChMWf1J»"`,
				"my lemlist secret «QfiImzcedI2mxi0bzuDUgsC7TIuSQQ4I»",
			},
			NoMatch: []string{
				"value: 8T40R3K2eWccQd1ObQIz10ExNgn9TzZr",
				"LEMLIST_API_KEY=${LEMLIST_API_KEY}",
				"lemlist api key is in the vault",
				"lemlist_version: xaAO3i.2",
			},
		}.detector(),
	}
}
