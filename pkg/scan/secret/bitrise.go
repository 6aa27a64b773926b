package secret

import "sluice/pkg/scan/rule"

func bitrise() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "bitrise-token",
			About: "Bitrise personal access token",
			Words: []string{"bitrise"},
			Value: `[A-Za-z0-9_-]{86}`,
			Match: []string{
				"BITRISE_API_KEY=«FjicqjPK34citrU5uX52MkDVXKqkXQU3kOyWrYN3TjvHRBSNdkznLiJqVTCe29B6L0kRtF8BA0DzQ93aeKk0P8»",
				`"bitriseApiKey": "«I8nV2qrJwEBBV79r65hffF1jKzwQpmcgoZ7kclhPVu3qc2b7OB9XTwPadMbDUJbn1o15BO636QzdqCQCe808bY»"`,
				"my bitrise secret «0J2utnMknyCfKuFoLuZbNQXJctMnLeLfca7kp14Ga5CdSFySgzrX02S392boovux84n8ECw90GaroH2BzYGT1q»",
			},
			NoMatch: []string{
				"value: FjicqjPK34citrU5uX52MkDVXKqkXQU3kOyWrYN3TjvHRBSNdkznLiJqVTCe29B6L0kRtF8BA0DzQ93aeKk0P8",
				"BITRISE_API_KEY=${BITRISE_API_KEY}",
				"bitrise api key is in the vault",
				"bitrise_version: I8nV2q.2",
			},
		}.detector(),
	}
}
