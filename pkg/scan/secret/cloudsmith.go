package secret

import "sluice/pkg/scan/rule"

func cloudsmith() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "cloudsmith-key",
			About: "Cloudsmith API key",
			Words: []string{"cloudsmith"},
			Value: `[a-f0-9]{40}`,
			Match: []string{
				"CLOUDSMITH_API_KEY=«712b3ccde3f053af78ae5af0b22008c6e57572ce»",
				`"cloudsmithApiKey": "«2a0cee4a179a517c0e42a96e89089115372ea17c»"`,
				"my cloudsmith secret «5a0cbd365f1bfcd25fe29e6442f7768c90b62247»",
			},
			NoMatch: []string{
				"value: 712b3ccde3f053af78ae5af0b22008c6e57572ce",
				"CLOUDSMITH_API_KEY=${CLOUDSMITH_API_KEY}",
				"cloudsmith api key is in the vault",
				"cloudsmith_version: 2a0cee.2",
			},
		}.detector(),
	}
}
