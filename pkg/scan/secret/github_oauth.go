package secret

import "sluice/pkg/scan/rule"

func githubOauth() []rule.Detector {
	return []rule.Detector{
		named{
			Rule:  "github-client-secret",
			About: "GitHub OAuth application secret",
			Words: []string{"github_client", "github-client", "github_secret", "github-secret", "github_oauth", "github-oauth", "gh_client"},
			Value: `[a-f0-9]{40}`,
			Match: []string{
				"GITHUB_CLIENT_API_KEY=«c6121751651d68dcf152daad97d8e0824062bfca»",
				`"github_client_key": "«30b86fbe5609d557398b8c5fb239f05aad5476cc»"`,
				"my github_client secret «084ee223c08a708fc0cdfbf200b53c24b2588fa3»",
			},
			NoMatch: []string{
				"value: c6121751651d68dcf152daad97d8e0824062bfca",
				"GITHUB_CLIENT_API_KEY=${GITHUB_CLIENT_API_KEY}",
				"github_client api key is in the vault",
				"github_client_version: 30b86f.2",
			},
		}.detector(),
	}
}
