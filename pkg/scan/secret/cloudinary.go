package secret

import "sluice/pkg/scan/rule"

func cloudinary() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "cloudinary-secret",
			About: "Cloudinary API secret",
			Words: []string{"cloudinary"},
			Value: `[A-Za-z0-9_-]{27}`,
			Check: bothCases,
			Match: []string{
				"CLOUDINARY_API_KEY=«UeGwJ7007w6ZdFANTI2kOYxN1EC»",
				`"cloudinaryApiKey": "«fHeiVIHeEciwYAhL1XLTsdS3Ym9»"`,
				"my cloudinary secret «PNzKuQMmGjBqIB2VSWXq9mLC4YG»",
			},
			NoMatch: []string{
				"value: UeGwJ7007w6ZdFANTI2kOYxN1EC",
				"CLOUDINARY_API_KEY=${CLOUDINARY_API_KEY}",
				"cloudinary api key is in the vault",
				"cloudinary_version: fHeiVI.2",
			},
		}.detector(),
	}
}
