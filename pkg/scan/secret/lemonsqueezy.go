package secret

import "sluice/pkg/scan/rule"

func lemonsqueezy() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "lemonsqueezy-key",
			About: "Lemon Squeezy API key",
			Words: []string{"lemonsqueezy", "lemon_squeezy"},
			Value: `eyJ[A-Za-z0-9_-]{10,200}\.[A-Za-z0-9_-]{60,1000}[A-Za-z0-9_-]{0,200}(?:\.[A-Za-z0-9_-]{20,900})?`,
			Match: []string{
				"LEMONSQUEEZY_API_KEY=«eyJmSyl0CtGdbT4.nwsz4LzYgvp2NUogCILkCmFlsJ3g0cSit7gMCTCnoTfA3zXVT6TY0NvGePGQdc0g.Bi5i4muJsLopnxihFcHw»",
				`"lemonsqueezyApiKey": "«eyJDAkl1I1cDX5.eSH06U43N7ymVqxfWowxnCmYqyLP88vVAx70S5gjYU7iiOhRqspMjGBeASGBb»"`,
				"my lemonsqueezy secret «eyJFmFcDZI22Vel0.ZJqhCVPIM0NID4C1YXSoxxBKJ1tBYciFxwH7R1qWBo8xwbxlQk9Q9zwlwcqw9R.AnDBpBqBKel7QcFRzneb»",
			},
			NoMatch: []string{
				"value: eyJmSyl0CtGdbT4.nwsz4LzYgvp2NUogCILkCmFlsJ3g0cSit7gMCTCnoTfA3zXVT6TY0NvGePGQdc0g.Bi5i4muJsLopnxihFcHw",
				"LEMONSQUEEZY_API_KEY=${LEMONSQUEEZY_API_KEY}",
				"lemonsqueezy api key is in the vault",
				"lemonsqueezy_version: eyJDAk.2",
			},
		}.detector(),
	}
}
