package secret

import "sluice/pkg/scan/rule"

func auth0() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "auth0-client-secret",
			About: "Auth0 client secret",
			Words: []string{"auth0"},
			Value: `[A-Za-z0-9_-]{64}`,
			Match: []string{
				"AUTH0_API_KEY=«z6HCMCKexFZcHVkPrxMlQ6LMPYnix8b9LdYwkN98pt2E1qbrgn1DuYZFMfumSbQh»",
				`"auth0ApiKey": "«QUrvpr7kluex4EIHlimVHJkHnBnuFax041BuTGQkQB3Q8VucQhteGIj5SSxidTs5»"`,
				"my auth0 secret «B7IkeG7XLtRkQRxZwDiZ50LYEdsKtCa3Y5xFSVE1pCv3DWWX4yghaFIMSXlO6Gql»",
			},
			NoMatch: []string{
				"value: z6HCMCKexFZcHVkPrxMlQ6LMPYnix8b9LdYwkN98pt2E1qbrgn1DuYZFMfumSbQh",
				"AUTH0_API_KEY=${AUTH0_API_KEY}",
				"auth0 api key is in the vault",
				"auth0_version: QUrvpr.2",
			},
		}.detector(),
	}
}
