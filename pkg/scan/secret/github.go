package secret

import "sluice/pkg/scan/rule"

func github() []rule.Detector {
	return []rule.Detector{
		{
			// The last six digits are a CRC-32 of the thirty before them. It
			// raises the score and is not required: documents and tests are
			// full of tokens that lack it, and a changed digit is still a leak.
			Rule: "github-token", About: "GitHub personal, OAuth, user, server or refresh token", Validator: "prefix, entropy; its CRC-32 raises the score", Type: rule.Secret, Joins: true,
			Literals: []string{"ghp_", "gho_", "ghu_", "ghs_", "ghr_"},
			Pattern:  `gh[pousr]_[A-Za-z0-9]{36,255}`,
			Check:    checkGitHub, Revision: 1,
			Match: []string{
				"«ghp_0123456789abcdefghijABCDEFGHIJ012345»",
				"git clone https://«ghp_0123456789abcdefghijABCDEFGHIJ012345»@github.com/a/b",
				"x«gho_16C7e42F292c6912E7710c838347Ae178B4a»,",
				`token="«ghs_16C7e42F292c6912E7710c838347Ae178B4a»"`,
				"token«ghp_0123456789abcdefghijABCDEFGHIJ012345andmore»",
			},
			NoMatch: []string{"ghp_", "ghp_short123", "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "ghp_${TOKEN}"},
		},
		{
			Rule: "github-app-token", About: "GitHub App installation token with a JWT", Validator: "prefix, structure of a JWT", Type: rule.Secret, Score: 0.95, Joins: true,
			Literals: []string{"ghs_"},
			Pattern:  `ghs_[0-9]{1,12}_eyJ[A-Za-z0-9_-]{20,600}\.[A-Za-z0-9_-]{20,1000}(?:\.[A-Za-z0-9_-]{20,1000})?`,
			Match:    []string{"«ghs_123456_eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJnaXRodWIiLCJpYXQiOjF9.c2lnbmF0dXJlLWV4YW1wbGUtb25seQ»"},
			NoMatch:  []string{"ghs_123456_short"},
		},
		{
			Rule: "github-fine-grained-token", About: "GitHub fine-grained personal access token", Validator: "prefix, length, entropy", Type: rule.Secret, Score: 0.98, Joins: true,
			Literals: []string{"github_pat_"},
			Pattern:  `github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}`,
			Check:    rule.Random(11, 3, 0.98),
			Match:    []string{"export T=«github_pat_11EXAMPLE0abcdefghijkl_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVW»"},
			NoMatch:  []string{"github_pat_", "github_pat_xxxxxxxxxxxxxxxxxxxxxx_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"},
		},
	}
}

func checkGitHub(text string, m rule.Match) float64 {
	body := text[m.From+4 : m.To]
	if rule.Entropy(body) < 2.5 {
		return 0
	}
	return tailCRC(body)
}
