package secret

import "sluice/pkg/scan/rule"

func hashicorp() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "vault-token", About: "HashiCorp Vault service, batch or recovery token", Prefixes: []string{"hvs.", "hvb.", "hvr."}, Body: `[A-Za-z0-9_-]{24,400}`, Bits: 3, Left: wordByte, Check: digits,
			Match:   []string{"VAULT_TOKEN=«hvs.EXAMPLEexample0123456789»", "X-Vault-Token: «hvb.EXAMPLEexample0123456789-EXAMPLEexample0123456789_EXAMPLE»"},
			NoMatch: []string{"hvs.", "hvs.short", "hvs.xxxxxxxxxxxxxxxxxxxxxxxxxxxx", "hvs.your-vault-token-goes-in-here"},
		}.detector(),
		named{
			Rule: "vault-legacy-token", About: "HashiCorp Vault token of the older form", Words: []string{"vault"}, Value: `[sbr]\.[A-Za-z0-9]{24}`,
			Match:   []string{"VAULT_TOKEN=«s.aB3dE5fG7hI9jK1lM3nO5pQ7»", "X-Vault-Token: «s.7q8w9e0r1t2y3u4i5o6pQWER»"},
			NoMatch: []string{"VAULT_TOKEN=s.token", "value: s.aB3dE5fG7hI9jK1lM3nO5pQ7", "VAULT_TOKEN=${VAULT_TOKEN}"},
		}.detector(),
		named{
			Rule: "vault-role-secret", About: "HashiCorp Vault AppRole secret id or unseal key", Words: []string{"vault", "approle", "unseal"}, Value: uuidForm + `|[A-Za-z0-9+/]{44}|[a-f0-9]{66}`,
			Match:   []string{"VAULT_SECRET_ID=«1b2c3d4e-5f60-4718-92a3-b4c5d6e7f809»", "Unseal Key 1: «aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW3xY5zA7bC9dE»"},
			NoMatch: []string{"VAULT_SECRET_ID=${SECRET}", "unseal key 1 of 5", "value: 1b2c3d4e-5f60-4718-92a3-b4c5d6e7f809"},
		}.detector(),
		named{
			Rule: "hcp-client-secret", About: "HashiCorp Cloud Platform client secret", Words: []string{"hcp_client", "hcp-client", "hcp_secret"}, Value: `[A-Za-z0-9_-]{64}`, Check: bothCases,
			Match:   []string{"HCP_CLIENT_SECRET=«aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW3xY5zA7bC9dE1fG3hI5jK7lM9nO1pQ3r»"},
			NoMatch: []string{"HCP_CLIENT_ID=aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW", "HCP_CLIENT_SECRET=${HCP_CLIENT_SECRET}"},
		}.detector(),
	}
}
