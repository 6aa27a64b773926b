package secret

import "sluice/pkg/scan/rule"

func flickr() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "flickr-key",
			About: "Flickr API key",
			Words: []string{"flickr"},
			Value: `[a-z0-9]{32}`,
			Match: []string{
				"FLICKR_API_KEY=«yp594sk6j75l4no75rsdcu94eirojgfd»",
				`"flickrApiKey": "«crx9wmfrwy7jyknoygrtwr7bf0ycacfy»"`,
				"my flickr secret «cokmxr1q7bpzdmy94rzi2r0cklsgos3o»",
			},
			NoMatch: []string{
				"value: yp594sk6j75l4no75rsdcu94eirojgfd",
				"FLICKR_API_KEY=${FLICKR_API_KEY}",
				"flickr api key is in the vault",
				"flickr_version: crx9wm.2",
			},
		}.detector(),
		named{
			Rule:  "flickr-secret",
			About: "Flickr API secret",
			Words: []string{"flickr"},
			Value: `[a-f0-9]{16}`,
			Match: []string{
				"FLICKR_API_KEY=«b68b6d6725691b55»",
				`"flickrApiKey": "«e1bd50da9a6ad540»"`,
				"my flickr secret «7173e52372cf6058»",
			},
			NoMatch: []string{
				"value: b68b6d6725691b55",
				"FLICKR_API_KEY=${FLICKR_API_KEY}",
				"flickr api key is in the vault",
				"flickr_version: e1bd50.2",
			},
		}.detector(),
	}
}
